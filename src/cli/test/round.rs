//! A round of tests: packs loaded, examples and fixtures chosen and run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
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

/// Packs that stay loaded and compiled from round to round.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// All together, and whether something in them is so wrong that it was left out.
    all: Option<(Arc<Runner>, bool)>,
    /// By path: each pack alone, for its fixtures, where several are tested.
    singles: BTreeMap<String, Arc<Runner>>,
}

impl Kept {
    /// Forgets the packs that files may belong to; articles and goldens are read in each round anyway.
    fn forget(&mut self, files: &BTreeSet<PathBuf>) {
        let in_tests = |file: &&PathBuf| file.parent().is_some_and(|folder| folder.ends_with("tests"));
        let files: Vec<&PathBuf> = files.iter().filter(|file| !in_tests(file)).collect();
        if files.is_empty() {
            return;
        }
        self.all = None;
        self.singles.retain(|_, runner| {
            let folders = folders(runner.pack());
            !files.iter().any(|file| folders.iter().any(|folder| file.starts_with(folder)))
        });
    }
}

/// The folders in which the files of packs stand, of those too that they use.
fn folders(pack: &Pack) -> BTreeSet<PathBuf> {
    let rules = pack.rules();
    let rule_files = rules.rules.iter().map(|rule| &rule.at.file);
    let files = rule_files.chain(rules.lists.iter().map(|list| &list.at.file));
    let files = files.chain(rules.types.iter().filter_map(|kind| kind.at.as_ref()).map(|at| &at.file));
    files.filter_map(|file| Some(whole(Path::new(&**file)).parent()?.to_owned())).collect()
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
    run_with(test, choice, &mut Kept::default())
}

/// The same with the packs that an earlier round kept, and those that are loaded anew kept for the next.
pub(super) fn run_with(test: &Test, choice: &Choice, kept: &mut Kept) -> Result<Round, Stop> {
    if let Choice::Touched(files) = choice {
        kept.forget(files);
    }
    let Kept { all, singles } = kept;
    if let (Choice::Touched(_), true) = (choice, test.packs.len() > 1) {
        return run_apart(test, choice, singles);
    }
    if test.packs.len() == 1 {
        let (runner, faulty) = load(test, all)?;
        return thread::scope(|scope| {
            let beside = scope.spawn(|| fixtures(test, choice, &test.packs, |_| Ok(runner.clone())));
            let examples = examples(test, choice, &runner)?;
            round(test, &runner, faulty, examples, beside.join().expect("fixtures do not panic"))
        });
    }
    // Fixtures run with their own packs, so that a golden does not depend on which packs are tested beside it.
    let shipped: Vec<String> = Pack::shipped().into_iter().map(str::to_owned).collect();
    let paths = if test.packs.is_empty() { &shipped } else { &test.packs };
    thread::scope(|scope| {
        let beside = scope.spawn(|| {
            fixtures(test, choice, paths, |path| match singles.get(path) {
                Some(runner) => Ok(runner.clone()),
                None => {
                    let runner = Arc::new(Runner::new(Pack::load(path)?));
                    singles.insert(path.to_owned(), runner.clone());
                    Ok(runner)
                }
            })
        });
        let (runner, faulty) = load(test, all)?;
        let examples = examples(test, choice, &runner)?;
        round(test, &runner, faulty, examples, beside.join().expect("fixtures do not panic"))
    })
}

/// All packs together, and whether they have errors; loaded where they are not kept.
fn load(test: &Test, all: &mut Option<(Arc<Runner>, bool)>) -> Result<(Arc<Runner>, bool), Stop> {
    if let Some((runner, faulty)) = all {
        return Ok((runner.clone(), *faulty));
    }
    let (pack, faulty) = packs::load_to_use(&test.packs)?;
    let loaded = (Arc::new(Runner::new(pack)), faulty);
    *all = Some(loaded.clone());
    Ok(loaded)
}

/// The same with each pack by itself: after a save only those that it touches are
/// loaded and compiled anew, and not all together.
fn run_apart(test: &Test, choice: &Choice, singles: &mut BTreeMap<String, Arc<Runner>>) -> Result<Round, Stop> {
    let jobs = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let known = &*singles;
    let run = |path: &String| -> Result<(Arc<Runner>, Vec<Outcome>, Fixtures), Stop> {
        let runner = match known.get(path) {
            Some(runner) => runner.clone(),
            None => Arc::new(Runner::new(Pack::load(path)?)),
        };
        let filter = filter(test, choice, runner.pack());
        let (outcomes, fixtures) = thread::scope(|scope| {
            let beside = scope.spawn(|| runner.examples(&filter));
            let fixtures = fixtures(test, choice, std::slice::from_ref(path), |_| Ok(runner.clone()));
            (beside.join().expect("examples do not panic"), fixtures)
        });
        let fixtures = fixtures?;
        Ok((runner, outcomes, fixtures))
    };
    let mut ran = Vec::new();
    let take = |pack| {
        ran.push(pack);
        Ok(())
    };
    in_order(jobs, test.packs.iter(), || &run, take)?;
    let (mut report, mut articles, mut loaded) = (Report::default(), Vec::new(), Vec::new());
    for pack in ran {
        let (runner, outcomes, fixtures) = pack?;
        loaded.push(runner);
        report.outcomes.extend(outcomes);
        report.fixtures.extend(fixtures.outcomes);
        articles.extend(fixtures.articles);
    }
    let news: Vec<&Pack> = test
        .packs
        .iter()
        .zip(&loaded)
        .filter(|(path, _)| !known.contains_key(*path))
        .map(|(_, runner)| runner.pack())
        .collect();
    packs::tell_errors(&news);
    let faulty = loaded.iter().any(|runner| runner.pack().has_errors());
    let pack = loaded[0].pack().clone();
    singles.extend(test.packs.iter().cloned().zip(loaded));
    Ok(Round { report, faulty, commands: commands(test), pack, filter: Filter::default(), articles })
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

/// Which examples of packs are chosen.
fn filter(test: &Test, choice: &Choice, pack: &Pack) -> Filter {
    let mut filter = Filter {
        rules: test.rules.clone(),
        examples: test.examples.clone(),
        types: test.types.clone(),
        no_examples: !test.fixtures.is_empty() && !only_examples(test),
    };
    if let Choice::Touched(files) = choice {
        let touched = touched(pack, files);
        filter.rules = touched.into_iter().filter(|rule| is_chosen(rule, &test.rules)).collect();
        filter.no_examples |= filter.rules.is_empty();
    }
    filter
}

/// Runs the examples that are chosen, with all packs together.
fn examples(test: &Test, choice: &Choice, runner: &Runner) -> Result<(Filter, Vec<Outcome>), Stop> {
    let pack = runner.pack();
    check_names(test, pack)?;
    let filter = filter(test, choice, pack);
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

/// Fixtures that ran, and their articles.
#[derive(Debug, Default)]
struct Fixtures {
    outcomes: Vec<FixtureOutcome>,
    articles: Vec<Article>,
}

/// Runs the fixtures of packs that are chosen, each with the rules that `runner` gives for its pack.
fn fixtures(
    test: &Test,
    choice: &Choice,
    packs: &[String],
    mut runner: impl FnMut(&str) -> Result<Arc<Runner>, Stop>,
) -> Result<Fixtures, Stop> {
    let mut ran = Fixtures::default();
    if test.fixtures.is_empty() && only_examples(test) {
        return Ok(ran);
    }
    let mut known = Vec::new();
    for path in packs {
        let files = reader::fixtures(Path::new(path))?;
        if files.is_empty() {
            continue;
        }
        let runner = runner(path)?;
        let name = runner.pack().name().unwrap_or(path);
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
            Choice::Touched(files) => !touched(runner.pack(), files).is_empty(),
        };
        let is_touched = |fixture: &Fixture| match choice {
            Choice::Touched(files) if !all_touched => {
                let stem = whole(Path::new(&fixture.golden_file)).with_extension("");
                files.iter().any(|file| file.with_extension("") == stem)
            }
            _ => true,
        };
        fixtures.retain(|fixture| is_chosen(&fixture.name, &test.fixtures) && is_touched(fixture));
        ran.articles.extend(fixtures.iter().filter_map(|fixture| fixture.article.clone().ok()));
        ran.outcomes.extend(runner.fixtures(&fixtures, &test.types));
    }
    if matches!(choice, Choice::All) {
        check_known("fixture", &test.fixtures, &known, "a fixture is an article in a pack's folder `tests`")?;
    }
    Ok(ran)
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
