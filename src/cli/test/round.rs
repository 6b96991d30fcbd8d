//! A round of tests: packs loaded, examples and fixtures chosen and run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;

use super::super::parallel::in_order;
use super::super::{Ending, Stop, packs};
use super::Test;
use crate::diagnostic::nearest;
use crate::suite::{self, Commands, Coverage, Filter, Fixture, FixtureOutcome, Mutant, Report};
use crate::{Article, Pack, reader};

/// What a round gave.
pub(super) struct Round {
    /// What became of examples and fixtures.
    pub(super) report: Report,
    /// Whether something in the packs is so wrong that it was left out.
    pub(super) faulty: bool,
    /// How to go on.
    pub(super) commands: Commands,
    /// The packs, all together.
    pub(super) pack: Pack,
    /// What was chosen of their examples.
    pub(super) filter: Filter,
    /// The articles of the fixtures that were chosen.
    pub(super) articles: Vec<Article>,
}

/// Mutants that no test notices, of so many.
pub(super) struct Survivors {
    pub(super) survivors: Vec<Mutant>,
    pub(super) count: usize,
}

impl Round {
    /// What the tests of the round exercise.
    pub(super) fn coverage(&self) -> Coverage {
        suite::coverage(&self.pack, &self.filter, &self.articles)
    }

    /// The mutants of the rules that no test of the round notices; all cores look for them.
    pub(super) fn survivors(&self) -> Result<Survivors, Stop> {
        let mutation = suite::Mutation::new(&self.pack, &self.filter, &self.articles);
        let jobs = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut survivors = Vec::new();
        let take = |found: Vec<Mutant>| {
            survivors.extend(found);
            Ok(())
        };
        in_order(jobs, 0..mutation.batches(), || |batch| mutation.survivors(batch), take)?;
        Ok(Survivors { survivors, count: mutation.count() })
    }

    pub(super) fn ending(&self) -> Ending {
        match (self.faulty, self.report.has_failures()) {
            (true, _) => Ending::CouldNot,
            (false, true) => Ending::No,
            (false, false) => Ending::Done,
        }
    }
}

/// What of the tests that the command line asks for is to run.
pub(super) enum Choice {
    /// All of them.
    All,
    /// What a change of these files touches.
    Touched(BTreeSet<PathBuf>),
}

/// Runs what the command line asks for.
pub(super) fn run(test: &Test, choice: &Choice) -> Result<Round, Stop> {
    let (pack, faulty) = packs::load_to_use(&test.packs)?;
    run_loaded(test, choice, pack, faulty)
}

/// The same with packs that are loaded already.
pub(super) fn run_loaded(test: &Test, choice: &Choice, pack: Pack, faulty: bool) -> Result<Round, Stop> {
    check_names(test, &pack)?;
    let only_examples = !test.rules.is_empty() || !test.examples.is_empty();
    let only_fixtures = !test.fixtures.is_empty();
    let mut filter = Filter {
        rules: test.rules.clone(),
        examples: test.examples.clone(),
        types: test.types.clone(),
        no_examples: only_fixtures && !only_examples,
    };
    if let Choice::Touched(files) = choice {
        let touched = touched(&pack, files);
        filter.rules = touched.into_iter().filter(|rule| is_chosen(rule, &test.rules)).collect();
        filter.no_examples |= filter.rules.is_empty();
    }
    let mut report = suite::run(&pack, &filter);
    if !test.examples.is_empty() && report.outcomes.is_empty() {
        let wanted = test.examples.join("`, `");
        return Err(Stop::Because(format!("no example stands at `{wanted}` in these packs")));
    }
    let mut articles = Vec::new();
    if only_fixtures || !only_examples {
        report.fixtures = fixtures(test, &pack, choice, &mut articles)?;
    }
    Ok(Round { report, faulty, commands: commands(test), pack, filter, articles })
}

fn is_chosen(full: &str, names: &[String]) -> bool {
    names.is_empty() || names.iter().any(|name| suite::names(full, name))
}

/// The rules that a change of files touches.
fn touched(pack: &Pack, files: &BTreeSet<PathBuf>) -> Vec<String> {
    suite::touched(pack, &|file| files.contains(&whole(Path::new(file))))
}

/// A path as the system names it.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Runs the fixtures of all packs, each with its own pack alone, so that a
/// golden does not depend on which packs are tested beside it.
fn fixtures(
    test: &Test,
    all: &Pack,
    choice: &Choice,
    articles: &mut Vec<Article>,
) -> Result<Vec<FixtureOutcome>, Stop> {
    let shipped: Vec<String> = Pack::shipped().into_iter().map(str::to_owned).collect();
    let packs = if test.packs.is_empty() { &shipped } else { &test.packs };
    let mut outcomes = Vec::new();
    let mut known = Vec::new();
    for path in packs {
        let files = reader::fixtures(Path::new(path))?;
        if files.is_empty() {
            continue;
        }
        let pack = if packs.len() == 1 { all.clone() } else { Pack::load(path)? };
        let name = pack.name().unwrap_or(path);
        let fixture = |file: reader::FixtureFile| Fixture {
            name: format!("{name}/{}", file.name),
            article: file.article,
            golden_file: file.golden_file,
            golden: file.golden,
        };
        let mut fixtures: Vec<Fixture> = files.into_iter().map(fixture).collect();
        known.extend(fixtures.iter().map(|fixture| fixture.name.clone()));
        // A change of the pack's rules touches all of its articles; a change of an article, or its golden, that one.
        let all_touched = match choice {
            Choice::All => true,
            Choice::Touched(files) => !touched(&pack, files).is_empty(),
        };
        let is_touched = |fixture: &Fixture| match choice {
            Choice::Touched(files) if !all_touched => {
                let stem = whole(Path::new(&fixture.golden_file)).with_extension("");
                files.iter().any(|file| file.with_extension("") == stem)
            }
            _ => true,
        };
        fixtures.retain(|fixture| is_chosen(&fixture.name, &test.fixtures) && is_touched(fixture));
        articles.extend(fixtures.iter().filter_map(|fixture| fixture.article.clone().ok()));
        outcomes.extend(suite::run_fixtures(&pack, &fixtures, &test.types));
    }
    check_known("fixture", &test.fixtures, &known, "a fixture is an article in a pack's folder `tests`")?;
    Ok(outcomes)
}

fn check_names(test: &Test, pack: &Pack) -> Result<(), Stop> {
    check_known("rule", &test.rules, &suite::rule_names(pack), "`nutgraf list rules` shows their rules")?;
    let types: Vec<String> = pack.rules().types.iter().map(|known| known.name.to_string()).collect();
    check_known("type", &test.types, &types, "`nutgraf list types` shows their types")
}

/// Whether all that a user names is there.
fn check_known(what: &str, named: &[String], known: &[String], advice: &str) -> Result<(), Stop> {
    let Some(unknown) = named.iter().find(|name| !known.iter().any(|known| suite::names(known, name))) else {
        return Ok(());
    };
    let short = known.iter().filter_map(|known| known.split_once('/')).map(|(_, short)| short);
    Err(Stop::Because(match nearest(unknown, known.iter().map(String::as_str).chain(short)) {
        Some(near) => format!("no {what} `{unknown}` in these packs: did you mean `{near}`?"),
        None => format!("no {what} `{unknown}` in these packs; {advice}"),
    }))
}

/// The command as it was given, less the choice of what to run.
fn commands(test: &Test) -> Commands {
    let words = ["nutgraf test"].into_iter().chain(test.packs.iter().map(String::as_str));
    let packs: String = test.packs.iter().map(|pack| format!(" -r {pack}")).collect();
    Commands { test: words.collect::<Vec<_>>().join(" "), explain: Some(format!("nutgraf explain{packs}")) }
}
