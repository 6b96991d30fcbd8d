//! A round of tests: packs loaded, examples and fixtures chosen and run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::thread;

use super::super::parallel::in_order;
use super::super::{Ending, Stop, packs};
use super::Test;
use crate::diagnostic::nearest;
use crate::suite::{self, Commands, Coverage, Filter, Fixture, FixtureOutcome, Mutant, Outcome, Report, Runner};
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

/// Packs by themselves, by the path that names them.
pub(super) type Singles = BTreeMap<String, Arc<Runner>>;

/// Runs what the command line asks for.
pub(super) fn run(test: &Test) -> Result<Round, Stop> {
    run_keeping(test, &mut Singles::new())
}

/// The same, with the packs that were loaded by themselves kept for later.
pub(super) fn run_keeping(test: &Test, singles: &mut Singles) -> Result<Round, Stop> {
    if test.packs.len() == 1 {
        let (runner, faulty) = load(test)?;
        singles.insert(test.packs[0].clone(), runner.clone());
        return thread::scope(|scope| {
            let beside = scope.spawn(|| fixtures(test, &test.packs, |_| Ok(runner.clone())));
            let examples = examples(test, &runner)?;
            round(test, &runner, faulty, examples, beside.join().expect("fixtures do not panic"))
        });
    }
    // Fixtures run with their own packs, so that a golden does not depend on which packs are tested beside it.
    let shipped: Vec<String> = Pack::shipped().into_iter().map(str::to_owned).collect();
    let paths = if test.packs.is_empty() { &shipped } else { &test.packs };
    thread::scope(|scope| {
        let beside = scope.spawn(|| {
            fixtures(test, paths, |path| match singles.get(path) {
                Some(runner) => Ok(runner.clone()),
                None => {
                    let runner = Arc::new(Runner::new(Pack::load(path)?));
                    singles.insert(path.to_owned(), runner.clone());
                    Ok(runner)
                }
            })
        });
        let (runner, faulty) = load(test)?;
        let examples = examples(test, &runner)?;
        round(test, &runner, faulty, examples, beside.join().expect("fixtures do not panic"))
    })
}

/// All packs together, and whether they have errors.
fn load(test: &Test) -> Result<(Arc<Runner>, bool), Stop> {
    let (pack, faulty) = packs::load_to_use(&test.packs)?;
    Ok((Arc::new(Runner::new(pack)), faulty))
}

fn round(
    test: &Test,
    runner: &Runner,
    faulty: bool,
    (filter, outcomes): (Filter, Vec<Outcome>),
    fixtures: Result<Fixtures, Stop>,
) -> Result<Round, Stop> {
    let Fixtures { outcomes: fixtures, articles } = fixtures?;
    let report = Report { outcomes, fixtures };
    Ok(Round { report, faulty, commands: commands(test), pack: runner.pack().clone(), filter, articles })
}

/// Which examples the command line chooses.
pub(super) fn filter(test: &Test) -> Filter {
    Filter {
        rules: test.rules.clone(),
        examples: test.examples.clone(),
        types: test.types.clone(),
        texts: None,
        no_examples: !test.fixtures.is_empty() && !only_examples(test),
    }
}

/// Runs the examples that are chosen, with all packs together.
fn examples(test: &Test, runner: &Runner) -> Result<(Filter, Vec<Outcome>), Stop> {
    let pack = runner.pack();
    check_names(test, pack)?;
    let filter = filter(test);
    let outcomes = runner.examples(&filter);
    if !test.examples.is_empty() && outcomes.is_empty() {
        let wanted = test.examples.join("`, `");
        return Err(Stop::Because(format!("no example stands at `{wanted}` in these packs")));
    }
    Ok((filter, outcomes))
}

fn only_examples(test: &Test) -> bool {
    !test.rules.is_empty() || !test.examples.is_empty()
}

pub(super) fn is_chosen(full: &str, names: &[String]) -> bool {
    names.is_empty() || names.iter().any(|name| suite::names(full, name))
}

/// Fixtures that ran, and their articles.
#[derive(Debug, Default)]
struct Fixtures {
    outcomes: Vec<FixtureOutcome>,
    articles: Vec<Article>,
}

/// Runs the fixtures of packs that are chosen, each with the rules that `runner` gives for its pack.
fn fixtures(
    test: &Test,
    packs: &[String],
    mut runner: impl FnMut(&str) -> Result<Arc<Runner>, Stop>,
) -> Result<Fixtures, Stop> {
    let mut ran = Fixtures::default();
    if wants_no_fixtures(test) {
        return Ok(ran);
    }
    let mut known = Vec::new();
    for path in packs {
        if reader::fixtures(Path::new(path))?.is_empty() {
            continue;
        }
        let runner = runner(path)?;
        let mut fixtures = fixtures_of(path, runner.pack())?;
        known.extend(fixtures.iter().map(|fixture| fixture.name.clone()));
        fixtures.retain(|fixture| is_chosen(&fixture.name, &test.fixtures));
        ran.articles.extend(fixtures.iter().filter_map(|fixture| fixture.article.clone().ok()));
        ran.outcomes.extend(runner.fixtures(&fixtures, &test.types));
    }
    check_known("fixture", &test.fixtures, &known, "a fixture is an article in a pack's folder `tests`")?;
    Ok(ran)
}

/// Whether the command line names examples, and no fixtures.
pub(super) fn wants_no_fixtures(test: &Test) -> bool {
    test.fixtures.is_empty() && only_examples(test)
}

/// The fixtures of a pack.
pub(super) fn fixtures_of(path: &str, pack: &Pack) -> Result<Vec<Fixture>, Stop> {
    let name = pack.name().unwrap_or(path);
    let fixture = |file: reader::FixtureFile| Fixture {
        name: format!("{name}/{}", file.name),
        article: file.article,
        golden_file: file.golden_file,
        golden: file.golden,
    };
    Ok(reader::fixtures(Path::new(path))?.into_iter().map(fixture).collect())
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
pub(super) fn commands(test: &Test) -> Commands {
    let words = ["nutgraf test"].into_iter().chain(test.packs.iter().map(String::as_str));
    let packs: String = test.packs.iter().map(|pack| format!(" -r {pack}")).collect();
    Commands { test: words.collect::<Vec<_>>().join(" "), explain: Some(format!("nutgraf explain{packs}")) }
}
