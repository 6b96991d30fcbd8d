//! Fixtures: whole articles, and the facts that a pack must find in them.

use crate::analysis::segment;
use crate::fact::Extraction;
use crate::pack::{RuleSet, TENSE};
use crate::text::{Article, Segmentation};
use crate::{Pack, Session};

use super::golden::{Entry, Golden, Known, Told, print};
use super::score::Scores;
use super::{Runner, Status};

/// An article of a pack with its golden, as they were found.
#[derive(Debug, Clone)]
pub struct Fixture {
    /// Its name, as `pack/name`.
    pub name: String,
    /// The article; or why there is none.
    pub article: Result<Article, String>,
    /// The golden's file, as it is printed.
    pub golden_file: String,
    /// What is in that file; none: it is not there yet.
    pub golden: Option<String>,
}

impl Fixture {
    /// The article with the date that its golden gives it, if both can be read.
    pub fn dated_article(&self) -> Option<Article> {
        let mut article = self.article.clone().ok()?;
        let golden = self.golden.as_deref().map(Golden::parse);
        let golden = golden.map_or(Ok(Golden::default()), |golden| golden).ok()?;
        article.date = golden.date.or(article.date);
        Some(article)
    }
}

/// Something in which the facts of an article are not those of its golden.
#[derive(Debug, Clone)]
pub enum Difference {
    /// In the golden, and not found.
    Missing(Entry),
    /// Found, and not in the golden.
    Noisy(FoundFact),
    /// In the golden, and found otherwise: the keys that differ, wanted and found.
    Wrong(Entry, FoundFact, Vec<(String, Vec<String>, Vec<String>)>),
    /// Marked as known to be wrong, and right.
    Right(Entry),
    /// The golden as such: not there, not readable, out of order. The line, where it is known.
    Golden(Option<u32>, String),
}

/// A fact or mention that was found.
#[derive(Debug, Clone)]
pub struct FoundFact {
    /// As it is shown.
    pub told: Told,
    /// The rules that tell it, each with its place.
    pub rules: Vec<String>,
    /// The sentence that tells it.
    pub sentence: String,
}

/// What became of a fixture.
#[derive(Debug, Clone)]
pub struct FixtureOutcome {
    /// Its name, as `pack/name`.
    pub name: String,
    /// The golden's file.
    pub file: String,
    /// How it went.
    pub status: Status,
    /// What is not as the golden has it.
    pub differences: Vec<Difference>,
    /// How many facts are known to be wrong, and are.
    pub known: usize,
    /// For each difference, the sentence of the article that it is about, where one is.
    pub sentences: Vec<Option<String>>,
    /// What the golden is when it is updated; none where it cannot be.
    pub updated: Option<String>,
    /// Found and wanted facts by type.
    pub scores: Scores,
    /// What the engine had to do without.
    pub notices: Vec<String>,
}

/// Runs fixtures with the rules of their pack, and of no other than it uses.
///
/// A golden holds the facts of its article. The golden of a pack without types
/// of facts holds the mentions. With `types`, only what is of these types counts.
///
/// ```
/// use nutgraf::{Article, Pack, suite::{Fixture, run_fixtures}};
///
/// let pack = Pack::from_toml("p", "[type.Hit]\nroles = { what = 'text' }\n[[rule]]\nname = 'r'\ntag = 'Hit'\npattern = '(what: \"x\")'");
/// let fixture = Fixture {
///     name: "p/first".into(),
///     article: Ok(Article::new("first", "It was an x.")),
///     golden_file: "tests/first.facts".into(),
///     golden: Some("Hit\n  what  x\n".into()),
/// };
/// assert_eq!(run_fixtures(&pack, &[fixture], &[])[0].status, nutgraf::suite::Status::Ok);
/// ```
pub fn run_fixtures(pack: &Pack, fixtures: &[Fixture], types: &[String]) -> Vec<FixtureOutcome> {
    Runner::new(pack.clone()).fixtures(fixtures, types)
}

/// Runs one fixture in a session that tells mentions too.
pub(super) fn run(pack: &Pack, session: &mut Session, fixture: &Fixture, types: &[String]) -> FixtureOutcome {
    let golden = fixture.golden.as_deref().map(Golden::parse);
    let article = match &fixture.article {
        Ok(article) => article,
        Err(reason) => return broken(fixture, Difference::Golden(None, reason.clone())),
    };
    let (golden, is_there) = match golden {
        Some(Err((line, message))) => return broken(fixture, Difference::Golden(Some(line), message)),
        Some(Ok(golden)) => (golden, true),
        None => (Golden::default(), false),
    };
    let mut article = article.clone();
    article.date = golden.date.or(article.date);
    let mut extraction = session.read(&article);
    if has_facts(pack) {
        extraction.mentions.clear();
    }
    // Words that show a tense are help for the values of dates, as in what `run` prints.
    extraction.mentions.retain(|mention| *mention.type_name != *TENSE);
    judge(pack.rules(), fixture, &article, golden, is_there, &extraction, types)
}

/// Whether a pack declares a type of facts, or has a rule that tags one.
fn has_facts(pack: &Pack) -> bool {
    let rules = pack.rules();
    let is_fact = |tag: crate::pack::TypeId| !rules.types[tag.0 as usize].roles.is_empty();
    rules.rules.iter().any(|rule| pack.is_asked_for(&rule.at) && is_fact(rule.tag))
}

fn broken(fixture: &Fixture, difference: Difference) -> FixtureOutcome {
    FixtureOutcome {
        name: fixture.name.clone(),
        file: fixture.golden_file.clone(),
        status: Status::Stale,
        differences: vec![difference],
        known: 0,
        sentences: vec![None],
        updated: None,
        scores: Scores::default(),
        notices: Vec::new(),
    }
}

fn judge(
    rules: &RuleSet,
    fixture: &Fixture,
    article: &Article,
    golden: Golden,
    is_there: bool,
    extraction: &Extraction,
    types: &[String],
) -> FixtureOutcome {
    let wanted_type =
        |told: &Told| types.is_empty() || types.iter().any(|name| *name == told.type_name.trim_start_matches('@'));
    let sentences = sentences(&article.text);
    let mut found = found(rules, article, extraction);
    let updated = updated(&golden, &found);
    found.retain(|fact| wanted_type(&fact.told));
    let Golden { mut entries, .. } = golden;
    entries.retain(|entry| wanted_type(&entry.told));
    let mut scores = Scores::default();
    let (mut differences, known) = compare(entries, found, &mut scores);
    if !is_there {
        differences = vec![Difference::Golden(None, "there is no golden yet".into())];
    } else if differences.is_empty() && fixture.golden.as_deref() != Some(&updated) {
        differences.push(Difference::Golden(None, "the facts hold, but stand in another order or layout".into()));
    }
    let about = |difference: &Difference| match difference {
        Difference::Missing(entry) | Difference::Right(entry) => likeliest(&sentences, &entry.told),
        Difference::Noisy(found) | Difference::Wrong(_, found, _) => Some(found.sentence.clone()),
        Difference::Golden(..) => None,
    };
    FixtureOutcome {
        name: fixture.name.clone(),
        file: fixture.golden_file.clone(),
        status: status(&differences, known),
        sentences: differences.iter().map(about).collect(),
        differences,
        known,
        updated: Some(updated),
        scores,
        notices: extraction.notices.iter().map(|notice| notice.message.clone()).collect(),
    }
}

fn status(differences: &[Difference], known: usize) -> Status {
    let only = |is: fn(&Difference) -> bool| differences.iter().all(is);
    match differences {
        [] if known > 0 => Status::Known,
        [] => Status::Ok,
        _ if only(|d| matches!(d, Difference::Missing(_))) => Status::Missing,
        _ if only(|d| matches!(d, Difference::Noisy(_))) => Status::Noisy,
        _ if only(|d| matches!(d, Difference::Golden(..))) => Status::Stale,
        _ if only(|d| matches!(d, Difference::Right(_))) => Status::Right,
        _ => Status::Wrong,
    }
}

/// The facts of an article, or its mentions of types, in their order.
fn found(rules: &RuleSet, article: &Article, extraction: &Extraction) -> Vec<FoundFact> {
    let place = |rule: &str, at: &str| if at.is_empty() { rule.to_owned() } else { format!("{rule} ({at})") };
    let facts = extraction.facts.iter().map(|fact| FoundFact {
        told: Told::fact(fact),
        rules: fact.evidence.iter().map(|evidence| place(&evidence.rule, &evidence.at)).collect(),
        sentence: fact.evidence.first().map(|first| around(&article.text, first.span.start)).unwrap_or_default(),
    });
    let of_type = extraction.mentions.iter().filter(|mention| {
        // A list that tags nothing comes out under its own name.
        rules.types.iter().any(|known| known.name == mention.type_name)
    });
    let mentions = of_type.map(|mention| FoundFact {
        told: Told::mention(mention, &article.text),
        rules: vec![place(&mention.source, &mention.at)],
        sentence: around(&article.text, mention.span.start),
    });
    facts.chain(mentions).collect()
}

/// The facts of an article as they are told, or its mentions.
pub(super) fn told(rules: &RuleSet, article: &Article, extraction: &Extraction, facts: bool) -> Vec<Told> {
    let mentions = if facts { Vec::new() } else { extraction.mentions.clone() };
    let shown = Extraction { facts: extraction.facts.clone(), mentions, notices: Vec::new() };
    found(rules, article, &shown).into_iter().map(|fact| fact.told).collect()
}

/// What is wanted and what was found, less what agrees; and how many are known to be wrong.
fn compare(entries: Vec<Entry>, found: Vec<FoundFact>, scores: &mut Scores) -> (Vec<Difference>, usize) {
    let mut left: Vec<Option<FoundFact>> = found.into_iter().map(Some).collect();
    let mut differences = Vec::new();
    let mut wanted = Vec::new();
    let mut known = 0;
    for entry in entries {
        let is_same = |fact: &Option<FoundFact>| fact.as_ref().is_some_and(|fact| fact.told == entry.told);
        let place = left.iter().position(is_same);
        if let Some(at) = place {
            left[at] = None;
        }
        let count = scores.of(&entry.told.type_name);
        match (&entry.known, place.is_some()) {
            (None, true) => count.right += 1,
            (None, false) => wanted.push(entry),
            (Some(Known::Missing(_)), false) => (count.missing, known) = (count.missing + 1, known + 1),
            (Some(Known::Noisy(_)), true) => (count.noisy, known) = (count.noisy + 1, known + 1),
            (Some(Known::Missing(_)), true) => {
                count.right += 1;
                differences.push(Difference::Right(entry));
            }
            (Some(Known::Noisy(_)), false) => differences.push(Difference::Right(entry)),
        }
    }
    for fact in left.into_iter().flatten() {
        scores.of(&fact.told.type_name).noisy += 1;
        let same_type = |entry: &Entry| entry.told.type_name == fact.told.type_name;
        let near = (0..wanted.len())
            .filter(|at| same_type(&wanted[*at]) && wanted[*at].told.likeness(&fact.told) > 0)
            .max_by_key(|at| (wanted[*at].told.likeness(&fact.told), std::cmp::Reverse(*at)));
        match near {
            Some(at) => {
                let entry = wanted.remove(at);
                scores.of(&entry.told.type_name).missing += 1;
                let keys = entry.told.differences(&fact.told);
                differences.push(Difference::Wrong(entry, fact, keys));
            }
            None => differences.push(Difference::Noisy(fact)),
        }
    }
    for entry in wanted {
        scores.of(&entry.told.type_name).missing += 1;
        differences.push(Difference::Missing(entry));
    }
    differences.sort_by_key(line);
    (differences, known)
}

/// Where a difference stands in the golden; what has no line stands last.
fn line(difference: &Difference) -> u32 {
    match difference {
        Difference::Missing(entry) | Difference::Right(entry) | Difference::Wrong(entry, ..) => entry.line,
        Difference::Golden(line, _) => line.unwrap_or(u32::MAX),
        Difference::Noisy(_) => u32::MAX,
    }
}

/// The golden of what was found. What is known to be wrong, and still is, stays marked.
fn updated(golden: &Golden, found: &[FoundFact]) -> String {
    let mut marks: Vec<Option<&Known>> = vec![None; found.len()];
    let mut taken = vec![false; found.len()];
    // By found fact: the facts known to be missing that stand behind it; first those before all.
    let mut behind: Vec<Vec<&Entry>> = vec![Vec::new(); found.len() + 1];
    let mut last = 0;
    for entry in &golden.entries {
        let place = (0..found.len()).find(|&at| !taken[at] && found[at].told == entry.told);
        match (place, &entry.known) {
            (Some(at), known) => {
                taken[at] = true;
                last = at + 1;
                marks[at] = known.as_ref().filter(|known| matches!(known, Known::Noisy(_)));
            }
            (None, Some(Known::Missing(_))) => behind[last].push(entry),
            (None, _) => {}
        }
    }
    let mut entries: Vec<(&Told, Option<&Known>)> = Vec::new();
    let missing = |at: usize| behind[at].iter().map(|entry| (&entry.told, entry.known.as_ref()));
    entries.extend(missing(0));
    for (at, fact) in found.iter().enumerate() {
        entries.push((&fact.told, marks[at]));
        entries.extend(missing(at + 1));
    }
    print(golden.date, &entries)
}

/// The sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut cut = Segmentation::default();
    segment(text, &mut cut);
    let whole = |tokens: &[crate::ByteSpan]| Some(tokens.first()?.join(*tokens.last()?).slice(text).to_owned());
    cut.sentences.iter().filter_map(|sentence| whole(&cut.tokens[sentence.tokens.range()])).collect()
}

/// The sentence that holds a byte.
fn around(text: &str, byte: u32) -> String {
    let mut cut = Segmentation::default();
    segment(text, &mut cut);
    let holds = |tokens: &&[crate::ByteSpan]| tokens.last().is_some_and(|last| byte < last.end);
    let tokens = cut.sentences.iter().map(|sentence| &cut.tokens[sentence.tokens.range()]).find(holds);
    let whole = |tokens: &[crate::ByteSpan]| Some(tokens.first()?.join(*tokens.last()?).slice(text).to_owned());
    tokens.and_then(whole).unwrap_or_default()
}

/// The sentence that holds the most words of a fact that was not found.
fn likeliest(sentences: &[String], told: &Told) -> Option<String> {
    let texts = || told.roles.iter().flat_map(|(_, fillers)| fillers);
    // A filler is shown with the name of its thing in brackets.
    let written = |filler: &String| filler.split(" (").next().unwrap_or_default().to_owned();
    let shared = |sentence: &String| texts().filter(|filler| sentence.contains(&written(filler))).count();
    let best = sentences.iter().enumerate().max_by_key(|(at, sentence)| (shared(sentence), std::cmp::Reverse(*at)))?;
    (shared(best.1) > 0).then(|| best.1.clone())
}
