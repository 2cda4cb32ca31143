"""The English words that tell where a clause begins, listed by hand: verbs and their forms, and the small words.

There is no tagger: a word's class is what it usually is in this place of a sentence, and `english_clauses` weighs it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Form = Literal["base", "third", "past", "ing"]


def words_in(text: str) -> frozenset[str]:
    """The words of `text`, as a set."""
    return frozenset(text.split())


def phrases_in(text: str) -> frozenset[str]:
    """The phrases of `text`, parted by semicolons, as a set."""
    return frozenset(text.split("; "))


COORDINATORS = words_in("and but nor or so yet")
SUBORDINATORS = words_in(
    "although because if lest once provided since thereby though unless until when whenever where whereas whereby "
    "wherever whether while whilst"
)
RELATIVES = words_in("which who whom whose")
SUBJECTS = words_in("everybody everyone he i it nobody she somebody someone there these they this those we you")
PRONOUNS = words_in("he i she they we you")
DETERMINERS = words_in(
    "a all an another any both each eight every five four her him his it its itself many me more most much my new "
    "nine no one our seven several six some such ten that the their them themselves these this those three two us "
    "various what which your"
)
PREPOSITIONS = words_in(
    "about above according across after against along amid among around as at based before behind below beneath "
    "beside between beyond by concerning despite down due during except following for from given in inside into "
    "like near of off on onto over owing past per pursuant regarding thanks through throughout to together toward "
    "towards under underneath until upon via with within without"
)
NO_SUBJECTS = DETERMINERS | PREPOSITIONS | COORDINATORS | words_in("be been being get got not")
MODALS = words_in("can cannot could may might must ought shall should will would")
AUXILIARIES = MODALS | words_in("am are did do does had has have is was were")
FUNCTION_WORDS = PREPOSITIONS | AUXILIARIES | COORDINATORS
CONTRACTIONS = ("n’t", "n't", "’ll", "'ll", "’ve", "'ve", "’re", "'re", "’d", "'d", "’m", "'m")
ADVERBS = words_in(
    "again almost already also always both even ever far finally first further hence hereby however instead jointly "
    "just more moreover never not now often once only otherwise simply so soon still then thereafter thereby "
    "therefore thus together well"
)
NO_ADVERBS = words_in(
    "ally anomaly apply assembly comply costly daily deadly early elderly family fly friendly holy homely imply "
    "italy july likely lively lonely lovely monopoly monthly multiply only orderly rally rely reply scholarly "
    "supply tally timely ugly weekly worldly yearly"
)

# Base forms that are hardly ever nouns.
VERBS = words_in(
    "abandon abide abolish absorb accelerate accept accommodate accompany accomplish accumulate achieve acknowledge "
    "acquire activate adapt add adhere adjudicate adjust administer admit adopt advise affect affirm afford agree "
    "allay alleviate allocate allot allow alter amend analyse analyze announce anticipate apologize appear apply "
    "appoint apprehend approve arise arrange arrive articulate ascertain ask assemble assert assess assign assist "
    "assume assure attach attain attend attest attract augment authorize automate avail avert avoid awaken be "
    "become begin believe belong bolster boost bring broaden build calculate carry cease celebrate centralize "
    "characterize choose circulate circumvent clarify classify climb coincide collaborate collect come commence "
    "commend commercialize commit communicate compare compel compensate compete compile complement comply comprise "
    "computerize conceal conceive concentrate conclude concur condemn confer confirm confiscate conform confront "
    "connect conserve consider consist consolidate constitute constrain construct consult consume contain continue "
    "contribute convene converge convey convince cooperate coordinate correspond create culminate cultivate curb "
    "decentralize decide declare dedicate deduce deduct deem deepen defend defer define delegate delete delineate "
    "deliver demonstrate denote denounce depend deploy deprive deregulate derive descend describe deserve designate "
    "destroy detain detect deter deteriorate determine develop deviate devise devote diagnose digitalize digitize "
    "diminish disappear disburse discard discharge disclose discover discuss dispose disregard disrupt disseminate "
    "dissolve dissuade distinguish distribute diversify divert divide dominate donate dwell dwindle educate elect "
    "elevate elicit eliminate emanate embark embed embody emerge emit emphasize employ empower enable enact "
    "encourage endorse energize enforce engage enhance enjoy enlarge enlighten enliven enrich enrol enroll ensue "
    "ensure entail enter entice entrust envisage epitomize equip eradicate erect establish evaluate evolve examine "
    "excavate exceed excel exclude execute exert exist expand expect expedite expel expire explain explore expose "
    "extend extinguish facilitate fail familiarize finalize flourish follow forbid forestall forge forget formulate "
    "fortify foster fulfil fulfill furnish garner gather generate get give globalize go govern grow guarantee "
    "hamper harmonize hasten hear heighten hinder identify ignore illustrate imbue impart impede implement impose "
    "improve include incorporate incubate induce industrialize infer inform informatize infringe inhabit inherit "
    "initiate inject innovate insert insist inspect inspire install instil instill institutionalize instruct "
    "integrate intend intensify interact interconnect internationalize intervene introduce invent invest "
    "investigate invigorate invoke involve isolate join juxtapose keep know launch learn leave legislate lend "
    "leverage liberalize liberate listen localize lose maintain make manage maximize mechanize mediate meet merge "
    "migrate minimize mobilize modernize modify monetize monitor motivate muster nationalize necessitate negate "
    "negotiate nominate normalize notify nourish nurture obey observe obstruct obtain occupy occur omit oppose "
    "optimize organise organize originate outline outpace overcome oversee participate paste penetrate perceive "
    "perform permeate perpetuate persevere persist persuade pertain plummet popularize possess postpone practise "
    "preclude prepare prescribe preserve presume prevail prevent prioritize privatize proceed procure prohibit "
    "prolong promote promulgate propagate propel propose prosecute prosper protect prove provide publicize publish "
    "punish pursue put qualify quicken raise reach react read reaffirm realise realize reallocate reap rebuild "
    "receive recite recognize recollect recommend reconcile reconsider reconstruct recover recruit rectify recycle "
    "redeem redouble redress reduce refer refine reflect refrain refuse regulate reinforce reinvigorate reiterate "
    "reject rejoin rejuvenate relax relieve relocate rely remain remember remind remodel remove renew renovate "
    "reopen reorganize reorient repay repel replace replenish replicate represent require resettle reside resist "
    "resolve respond restore restrain restrict restructure retain rethink retire retrieve reuse reveal revert "
    "revise revitalize revive rid safeguard satisfy save say scrutinize see seek seem seize sell send serve set "
    "settle shorten shun signify simplify sip soar soften solicit solve specialize specify spend stabilize "
    "standardize steer stifle stimulate stipulate streamline strengthen strive submit subscribe succeed suggest "
    "summarize supersede supervise suppress surpass suspend sustain swear synchronize systematize tackle take teach "
    "tell tend terminate think thrive throw thwart tighten transcend transcribe transform translate transmit "
    "traverse uncover undergo underline undermine underpin underscore understand undertake unify unite unleash "
    "uphold urbanize utilize validate vanish verify waive warn weaken widen wield withdraw withstand write"
)

# Base forms that are nouns or adjectives as often: verbs where an object follows.
NOUN_VERBS = words_in(
    "access account act address advance aggregate aid aim alert answer approach arrest attack audit award back "
    "balance bear benchmark benefit bid blend block boil bond book bow brand break bridge broadcast budget call "
    "care catch cause center centre challenge change channel charge check cite claim clamp clap clean clear click "
    "close coach code combat combine command comment complete compound concern conduct contact contract control "
    "convert cook correct cost counter cover crack craft credit cross cry cure cut damage dance date deal debate "
    "decrease default delay demand design desire detail diffuse digest direct display distance document double "
    "draft drag draw drive drop earn ease effect elaborate embrace empty end endeavor endeavour enquire escape "
    "escort estimate even exchange exempt exercise experience experiment exploit export express extract face fall "
    "feature feed fight file fill finance find finish fit fix flatten flow focus force form found frame free frown "
    "function fund further gain glance grade grant grasp grin group guard guide halt handle harm harness head heat "
    "help highlight hold honor honour host house impact implant import increase index influence input institute "
    "interest interview invite issue judge jump kiss knock label lack land laugh lay layer lead lean let level "
    "license lift limit link list live load locate lock lodge look lower manufacture map mark market master match "
    "matter mean measure mention mine mix model moderate move name narrow need nod note number object offer open "
    "operate order output overhaul own pace pack package partner pass pay perfect permit phase pick pilot pioneer "
    "place plan plant play pledge plug point pool position post pour power practice praise present press prize "
    "process produce profit program progress project promise prompt protest pull purchase purify push question "
    "quote rally range rank rate reason rebound recall record reform register relate release remedy remit rent "
    "repair repeat reply report request rescue research reserve respect rest result resume return reverse review "
    "reward rise risk roll root round route rule run sacrifice sail sample sanction scale schedule scope score "
    "scrap screen scroll seal search secure select separate service shape share shift ship shout show shrug sigh "
    "sign sit slash slow smile smooth source spark spearhead speed sponsor spot spread spur staff stage stand "
    "standard stare start stay stem step stock stop store strain stress strike structure study subject subsidize "
    "substitute suffer sum supplement supply support surge survey switch talk tap target tax test time trace track "
    "trade train transfer transition transport travel treat trial trigger trust try turn type update upgrade upset "
    "urge use value view visit voice volunteer vote wage wait walk want wash watch weigh welcome whisper win wipe "
    "witness work worry yield"
)

# Of these, the ones that before a noun are nouns or adjectives rather than verbs ("supply chain", "open market").
NOUNS_FIRST = words_in(
    "access account back balance block bond book brand bridge budget call care center centre channel clean clear "
    "code command complete concern contract control cost counter cover craft credit cross cure cut damage date deal "
    "debate delay demand design detail direct display distance document double draft drive effect empty end even "
    "exchange experience experiment export face feature feed file finance flow force form found frame free function "
    "fund further grade group head heat host house impact import index input interest label lack land layer lead "
    "level list live load lock look lower mark market master match matter mean measure model moderate name narrow "
    "need note number object open order output own pace package phase pilot plan plant point pool position post "
    "power practice present press prize process profit program progress project protest purchase question quote "
    "range rank rate record research reserve rest result return reward risk roll root round route rule run sample "
    "scale schedule scope score screen seal search separate service shape ship show sign slow smooth source spark "
    "spot staff stage standard step stock strain stress strike structure study subject supply surge survey talk "
    "target tax test time trace track trade train transfer transition travel trial trust turn value view visit "
    "voice vote wage welcome work worry"
)

# Past tenses and participles that do not end in -ed.
IRREGULAR_PASTS = words_in(
    "arisen arose ate awoke beaten became began begun bent blew bore born bought bound bred broke broken brought "
    "built burst came caught chose chosen clung crept dealt did done drank drawn drew driven drove drunk dug dwelt "
    "eaten fallen fed fell felt fled flew flown flung forbade forbidden forgave forgot forgotten fought found froze "
    "frozen gave given gone got grew grown had heard held hid hidden hung kept knelt knew known laid lain lay leapt "
    "learnt led left lent lit lost made meant met mistook overcame oversaw overseen overtaken paid proved proven "
    "put ran rang read rebuilt ridden risen rode rose said sang sank sat saw seen seized sent set shaken shed shone "
    "shook shot shown shrank shrunk shut slept slid sold sought spent spoke spoken sprang spread sprung stole "
    "stolen stood strengthened stricken striven strode strove struck stuck sung sunk swam swept swore sworn swung "
    "taken taught thought threw thrown told took tore torn trod trodden undergone understood undertaken undertook "
    "underwent upheld went withdrawn withdrew withstood woke woken won wore worn wound wove woven written wrote"
)
# Verbs whose past tense is like their base form.
UNCHANGING = words_in("burst cast cost cut hit let put quit read rid set shut split spread")
# Of these, the ones that are no finite verb without an auxiliary, or are something else as often.
PARTICIPLES = words_in(
    "arisen beaten begun born bound broken built chosen cut done drawn driven drunk eaten fallen felt flown "
    "forbidden forgotten found frozen given gone grown held hidden kept known lain lay led left lit lost made "
    "overseen proven put read ridden risen saw seen sent set shaken shed shown shrunk shut spoken spread sprung "
    "stolen stricken striven sung sunk sworn taken thrown torn trodden undergone undertaken withdrawn woken worn "
    "wound woven written"
)
NO_PASTS = words_in(
    "advanced aged armed based bed beloved biased bleed breed crooked deed detailed dogged embed exceed experienced "
    "feed gifted greed hatred hundred indeed industrialized interested kindred limited naked need proceed red "
    "related rugged sacred scared seed shed skilled so-called sophisticated specialized speed succeed talented "
    "tired underdeveloped undeveloped unified united unmarried unprecedented weed wicked wooded"
)
NO_PARTICIPLES = words_in(
    "according anything beijing being bring ceiling chongqing concerning during evening everything following "
    "including king morning nanjing nothing notwithstanding owing pending regarding ring sibling sing something "
    "spring sterling string thing wing"
)
# Nouns in -ing: participles only where a determiner follows.
ING_NOUNS = words_in(
    "accounting advertising banking beginning breeding broadcasting building cleaning clothing computing consulting "
    "crowdsourcing dealing dining drawing dwelling earning engineering farming feeding filing financing finding "
    "fishing forecasting funding gaming heating holding housing hunting irrigating learning leasing lending "
    "licensing lighting listing living logging manufacturing marketing meaning meeting mining monitoring networking "
    "offering opening outsourcing packaging painting parking planning pricing printing processing programming "
    "publishing purchasing reading recycling retailing saving scheduling sensing sharing shipping shopping singing "
    "spending surfing teaching testing timing tourism trading trafficking training understanding voting warning "
    "washing writing"
)

ADJECTIVES_IN_ING = words_in(
    "ageing aging alarming amazing charming coming compelling continuing corresponding developing emerging "
    "encouraging existing following growing incoming increasing interesting lasting leading missing neighboring "
    "neighbouring ongoing outgoing outstanding overwhelming pressing prevailing promising remaining rising striking "
    "surrounding surviving underlying upcoming varying willing"
)

# Verbs whose object is followed by "to" and a verb, which goes with them ("encourage enterprises to use").
CONTROL_VERBS = words_in(
    "advise allow ask authorize cause compel direct empower enable encourage entitle entrust expect force get guide "
    "help induce inspire instruct intend invite lead motivate need oblige order organize permit persuade prefer "
    "prompt push remind request require support teach tell train urge want warn"
)
# Verbs that with "to" and a verb make one predicate ("continue to develop").
CATENATIVES = words_in(
    "aim attempt began begin begun continue endeavor endeavour help hope like need plan prefer seek start strive "
    "striven strove tend try undertake want wish work"
)
# Words that "to" and a verb complete ("efforts to reduce"); any other verb form or noun leaves it a purpose.
TO_COMPLETES = words_in(
    "abilities ability able act action afford afraid agree agreed aim aiming allow allowed allowing anxious "
    "anything appear appropriate are as attempt authority basis be been began begin begun being best bold bother "
    "bound came campaign capability capacity care careful cause ceased certain chance choose chose chosen claim "
    "clear come comes commitment compelled condition conditions consent continue continued continues continuing "
    "cost courage dare decide decided decision demand design designed desire determination determined difficult "
    "drive duty eager easier easy effort efforts either empowered enable enabled endeavor endeavour enough entitled "
    "expect expected fail failed failing failure far faster fight first force forced free freedom get gets glad "
    "going got had happened happens happy hard has hate have having help helped helping her hesitate him himself "
    "hope hopes how impossible in incentive incentives inclined initiative initiatives instructed intend intended "
    "intention interest invited is itself keen last learn learned less liable like likely love manage managed many "
    "me means measure measures mechanism mechanisms more move moves much necessary need needed needs next not "
    "nothing obligation obliged offer offered only opportunities opportunity or order ordered ought ourselves path "
    "permission permit permitted place plan planned plans pleased pledge pledged policies policy possible power "
    "prefer prepare prepared pressure pretend program programs project projects promise promised proposal proposals "
    "proud quick ready reason reform reforms refusal refuse refused reluctant remains require required requires "
    "resolve resolved responsibility responsible right rights room seek seeking seem seemed seems seen set skills "
    "so something sorry start started step steps strive striven striving strove struggle supposed sure surprised "
    "takes tend tendency tends them themselves time too took tools tried try trying unable unlikely unwilling urge "
    "urged us use used want wanted wants was way ways were what when where whether who willing willingness wish "
    "wished wishes work worked workers working"
)

PARTICLES = words_in("ahead away back closely down forward hard off out together up")
# Verbs that need no object ("and work in line with the law").
INTRANSITIVES = words_in(
    "act aim appear arise collaborate come compete converge cooperate deal disappear emerge exist flourish focus go "
    "grow guard happen innovate invest live look move occur participate press prosper push rise run stand stay "
    "thrive turn work"
)
PLURALS = words_in("billion children men million people police women")
SPEECH_VERBS = words_in(
    "added answered asked cried exclaimed explained inquired murmured muttered observed remarked replied responded "
    "said says shouted sighed smiled thought told whispered wrote"
)
REPORT_VERBS = SPEECH_VERBS | words_in(
    "advise advised announced argue argued believe believed claim claimed report reported say stress stressed suggest "
    "suggested warn warned"
)
# Prepositions that a clause may follow as well as a noun.
CLAUSAL_PREPOSITIONS = words_in("after as before once since until")
LINKING_VERBS = words_in(
    "appeared appears became becomes continued continues existed exists happened happens remained remains seemed "
    "seems stayed stays"
)
FINITE_ALONE = IRREGULAR_PASTS | LINKING_VERBS  # beside a subject, whatever follows
TIMES = words_in(
    "century day days decade decades evening hours minutes moment month months morning night period quarter summer "
    "time today tomorrow week weeks winter year years yesterday"
)

# Introductions that go with what follows ("As a result, …"): the words before the comma, in small letters.
CONNECTIVES = phrases_in(
    "all in all; as a result; as a rule; as always; as before; as such; at first; at last; at least; by contrast; "
    "by the way; for example; for instance; for that reason; for this reason; from now on; in addition; in all; in "
    "brief; in conclusion; in fact; in general; in other words; in particular; in reality; in short; in spite of "
    "this; in summary; in the end; in theory; in this way; in turn; needless to say; of course; on average; on the "
    "contrary; on the one hand; on the other hand; on the whole; step by step; that is; to be sure; to sum up; what "
    "is more"
)
# Openings of a clause that no mark needs to announce.
OPENINGS = phrases_in(
    "as if; as long as; as soon as; as though; by means of; even if; even though; for the purpose of; given that; "
    "in case; in order that; in order to; now that; on condition that; provided that; rather than; so as to; so "
    "that; such that; with a view to; with the aim of; with the goal of; with the purpose of"
)
_OPENING_WORDS = {phrase.split(" ", 1)[0] for phrase in OPENINGS}
SIGNS = COORDINATORS | SUBORDINATORS | RELATIVES | PREPOSITIONS | {"that"} | _OPENING_WORDS


@lru_cache(maxsize=50_000)
def is_plain(word: str) -> bool:
    """Whether the word tells nothing of clauses, unless a mark stands before it: most nouns and adjectives."""
    return word not in SIGNS and not is_auxiliary(word) and verb_form(word)[0] is None and not word.endswith("ed")


@lru_cache(maxsize=50_000)
def is_adverb(word: str) -> bool:
    """Whether the word is an adverb that may stand before a verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)


@lru_cache(maxsize=50_000)
def is_auxiliary(word: str) -> bool:
    """Whether the word is an auxiliary verb, or has one attached (we’ve)."""
    return word in AUXILIARIES or word.endswith(CONTRACTIONS)


@lru_cache(maxsize=50_000)
def is_control_verb(word: str) -> bool:
    """Whether the word is a form of a verb like "encourage"."""
    return not CONTROL_VERBS.isdisjoint(base_forms(word))


@lru_cache(maxsize=50_000)
def verb_form(word: str) -> tuple[Form | None, bool]:
    """The verb form that `word` (small letters) may be, and whether it is hardly anything else."""
    if "-" in word:
        prefix, _, rest = word.partition("-")
        return verb_form(rest) if prefix in ("co", "over", "pre", "re") else (None, False)
    if word in VERBS:
        return "base", True
    if word in NOUN_VERBS:
        return "base", False
    if word in IRREGULAR_PASTS:
        return "past", word not in PARTICIPLES
    if word.endswith("ing") and len(word) > 5 and word not in NO_PARTICIPLES:
        return "ing", word not in ING_NOUNS
    if word.endswith("ed") and len(word) > 3 and word not in NO_PASTS:
        return "past", True
    if word.endswith("s") and any(base in VERBS or base in NOUN_VERBS for base in base_forms(word)):
        return "third", any(base in VERBS for base in base_forms(word))
    return None, False


@lru_cache(maxsize=50_000)
def base_forms(word: str) -> tuple[str, ...]:
    """What the verb would be without the ending -s, -ed or -ing: promot(e), carr(y), stop(p); some are no words."""
    for ending in ("ing", "ed", "s"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            bare = stem.removesuffix("e") if ending == "s" else stem
            single = bare[:-1] if bare[-1:] == bare[-2:-1] else bare
            return stem, bare, bare + "e", bare.removesuffix("i") + "y", single
    return (word,)
