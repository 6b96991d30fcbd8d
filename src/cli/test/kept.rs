//! Packs that stay loaded from save to save, and what of their tests a save touches.
//!
//! A pack whose files were saved is loaded again, and what of it is not as it
//! was tells which of its tests run. Packs that use it and were not saved
//! themselves see its mentions and facts, and seldom more: where all of their
//! texts show the same as before, none of their tests can come out otherwise,
//! and they are not even loaded again. Where nothing but entries of lists has
//! changed, only texts that hold one of these are looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use super::super::parallel::in_order;
use super::super::{Stop, packs};
use super::Test;
use super::round::{Round, Singles, commands, filter, fixtures_of, is_chosen, run_keeping, wants_no_fixtures};
use crate::suite::{self, Filter, FixtureOutcome, Outcome, Report, Runner, Shown, Touched};
use crate::{Article, Pack};

/// A text as a pack reads it: its words and its day.
type TextKey = (String, Option<jiff::civil::Date>);

/// The packs under watch, by the path that names them.
#[derive(Debug, Default)]
pub(super) struct Kept {
    packs: BTreeMap<String, KeptPack>,
}

/// A pack as it last ran.
#[derive(Debug)]
struct KeptPack {
    runner: Arc<Runner>,
    /// Where its own files stand.
    folder: PathBuf,
    /// Where those stand that it reads, its own and those of packs that it uses.
    reads: BTreeSet<PathBuf>,
    /// What it shows to others of their texts, as far as that was asked.
    shown: BTreeMap<TextKey, Shown>,
}

/// What of a pack's tests is to run.
struct Wanted {
    path: String,
    filter: Filter,
    /// By the path without its ending, or by text; none: all.
    fixtures: Fixtures,
}

/// Which of a pack's fixtures are to run.
enum Fixtures {
    All,
    /// Those of which a file was saved.
    Saved(BTreeSet<PathBuf>),
    /// Those with one of these texts.
    With(BTreeSet<String>),
}

impl Kept {
    /// Runs all tests, and keeps their packs.
    pub(super) fn begin(&mut self, test: &Test) -> Result<Round, Stop> {
        let mut singles = Singles::new();
        let round = run_keeping(test, &mut singles)?;
        for path in &test.packs {
            let runner = match singles.remove(path) {
                Some(runner) => runner,
                None => Arc::new(Runner::new(Pack::load(path)?)),
            };
            self.packs.insert(path.clone(), KeptPack::new(path, runner));
        }
        Ok(round)
    }

    /// Runs what the save of these files touches.
    pub(super) fn run_touched(&mut self, test: &Test, files: &BTreeSet<PathBuf>) -> Result<Round, Stop> {
        if self.packs.is_empty() {
            return self.begin(test);
        }
        let in_tests = |file: &&PathBuf| file.parent().is_some_and(|folder| folder.ends_with("tests"));
        let (articles, rules): (Vec<&PathBuf>, Vec<&PathBuf>) = files.iter().partition(in_tests);
        let holds = |folder: &PathBuf, files: &[&PathBuf]| files.iter().any(|file| file.starts_with(folder));
        let is_saved = |pack: &KeptPack| holds(&pack.folder, &rules);
        let mut changes = self.reload(&self.paths(is_saved))?;
        let mut wanted = Vec::new();
        for (path, change) in &changes {
            wanted.push(Wanted::of(test, path, &change.touched).narrowed(self.touched_texts(path, &change.touched)?));
        }
        let leaning = self.paths(|pack| !is_saved(pack) && pack.reads.iter().any(|folder| holds(folder, &rules)));
        wanted.extend(self.seen_by(test, &leaning, &mut changes)?);
        let saved: BTreeSet<PathBuf> = articles.iter().map(|file| file.with_extension("")).collect();
        for path in self.paths(|pack| holds(&pack.folder, &articles)) {
            if !wanted.iter().any(|wanted| wanted.path == path && matches!(wanted.fixtures, Fixtures::All)) {
                let filter = Filter { no_examples: true, ..Filter::default() };
                wanted.push(Wanted { path, filter, fixtures: Fixtures::Saved(saved.clone()) });
            }
        }
        self.run(test, &wanted)
    }

    /// The packs for which something holds.
    fn paths(&self, holds: impl Fn(&KeptPack) -> bool) -> Vec<String> {
        self.packs.iter().filter(|(_, pack)| holds(pack)).map(|(path, _)| path.clone()).collect()
    }

    /// Loads packs again; gives what they were and what has changed.
    fn reload(&mut self, paths: &[String]) -> Result<BTreeMap<String, Change>, Stop> {
        let known = &self.packs;
        let load = |path: &String| -> Result<(Touched, Pack), Stop> {
            let before = known[path].runner.pack();
            let pack = before.load_again(path)?;
            Ok((suite::touched(before, &pack), pack))
        };
        let loaded = share(paths, load)?;
        packs::tell_errors(&loaded.iter().map(|(_, pack)| pack).collect::<Vec<_>>());
        let mut changes = BTreeMap::new();
        for (path, (touched, pack)) in paths.iter().zip(loaded) {
            let runner = self.packs[path].runner.after(pack, &touched);
            let now = KeptPack::new(path, Arc::new(runner));
            let before = self.packs.insert(path.clone(), now).expect("only packs that are kept are loaded again");
            changes.insert(path.clone(), Change { before, touched });
        }
        Ok(changes)
    }

    /// What is to run of packs that read what has changed, and were not saved themselves.
    fn seen_by(
        &mut self,
        test: &Test,
        leaning: &[String],
        changes: &mut BTreeMap<String, Change>,
    ) -> Result<Vec<Wanted>, Stop> {
        let mut texts: BTreeMap<String, Vec<Article>> = BTreeMap::new();
        let mut seen: BTreeMap<String, Option<BTreeSet<String>>> = BTreeMap::new();
        for path in leaning {
            let reads = &self.packs[path].reads;
            let used = changes.iter().filter(|(used, _)| reads.contains(&self.packs[*used].folder));
            let (mut count, mut beyond, mut articles) = (0, false, false);
            for (_, change) in used {
                count += 1;
                beyond |= change.touched.beyond_mentions
                    || suite::compares_with(self.packs[path].runner.pack(), &change.touched.lists);
                articles |= change.touched.articles;
            }
            if count == 0 || beyond {
                seen.insert(path.clone(), None);
            } else if articles {
                texts.insert(path.clone(), self.texts(path)?);
            }
        }
        let all: Vec<Article> = texts.values().flatten().cloned().collect();
        for (used, change) in changes.iter_mut() {
            let now = self.packs.get_mut(used).expect("what has changed is kept");
            let differing = now.differing(change, &all)?;
            for (path, texts) in &texts {
                let own = texts.iter().filter(|text| differing.contains(&key(text))).map(|text| text.text.clone());
                let own: BTreeSet<String> = own.collect();
                if let (false, Some(known)) =
                    (own.is_empty(), seen.entry(path.clone()).or_insert(Some(BTreeSet::new())))
                {
                    known.extend(own);
                }
            }
        }
        seen.retain(|_, texts| texts.as_ref().is_none_or(|texts| !texts.is_empty()));
        let paths: Vec<String> = seen.keys().cloned().collect();
        let reloaded = self.reload(&paths)?;
        let wanted =
            reloaded.iter().map(|(path, change)| Wanted::of(test, path, &change.touched).narrowed(seen[path].clone()));
        Ok(wanted.collect())
    }

    /// The texts of a pack's own tests that a change may touch; none: any.
    fn touched_texts(&self, path: &str, touched: &Touched) -> Result<Option<BTreeSet<String>>, Stop> {
        let Some(entries) = &touched.entries else { return Ok(None) };
        let texts = self.texts(path)?.into_iter().filter(|text| entries.may_stand_in(text));
        Ok(Some(texts.map(|text| text.text).collect()))
    }

    /// The texts of a pack's tests.
    fn texts(&self, path: &str) -> Result<Vec<Article>, Stop> {
        let runner = &self.packs[path].runner;
        let mut texts = runner.example_texts();
        texts.extend(fixtures_of(path, runner.pack())?.iter().filter_map(suite::Fixture::dated_article));
        Ok(texts)
    }

    /// Runs what is wanted of kept packs, examples beside fixtures.
    fn run(&self, test: &Test, wanted: &[Wanted]) -> Result<Round, Stop> {
        // Examples in as many parts as there are cores, and then the fixtures.
        let parts: Vec<(&Wanted, Option<Filter>)> = wanted
            .iter()
            .flat_map(|wanted| {
                parts(&wanted.filter, jobs()).into_iter().map(Some).chain([None]).map(move |part| (wanted, part))
            })
            .collect();
        let run =
            |(wanted, examples): &(&Wanted, Option<Filter>)| -> Result<(Vec<Outcome>, Vec<FixtureOutcome>), Stop> {
                let runner = &self.packs[&wanted.path].runner;
                if let Some(filter) = examples {
                    return Ok((runner.examples(filter), Vec::new()));
                }
                if wants_no_fixtures(test) {
                    return Ok(Default::default());
                }
                let mut fixtures = fixtures_of(&wanted.path, runner.pack())?;
                fixtures.retain(|fixture| is_chosen(&fixture.name, &test.fixtures) && wanted.fixtures.has(fixture));
                Ok((Vec::new(), runner.fixtures(&fixtures, &test.types)))
            };
        let mut report = Report::default();
        for (outcomes, fixtures) in share(&parts, run)? {
            report.outcomes.extend(outcomes);
            report.fixtures.extend(fixtures);
        }
        let first = self.packs.values().next().expect("a watch has packs");
        let pack = first.runner.pack().clone();
        let faulty = self.packs.values().any(|pack| pack.runner.pack().has_errors());
        Ok(Round { report, faulty, commands: commands(test), pack, filter: filter(test), articles: Vec::new() })
    }
}

/// A pack that was loaded again.
struct Change {
    before: KeptPack,
    touched: Touched,
}

impl KeptPack {
    fn new(path: &str, runner: Arc<Runner>) -> Self {
        let path = whole(Path::new(path));
        let folder = if path.is_dir() { path } else { path.parent().map(Path::to_owned).unwrap_or_default() };
        let mut reads = folders(runner.pack());
        reads.insert(folder.clone());
        Self { runner, folder, reads, shown: BTreeMap::new() }
    }

    /// The texts that this pack does not show as it did before a change.
    fn differing(&mut self, change: &mut Change, all: &[Article]) -> Result<BTreeSet<TextKey>, Stop> {
        let Change { before, touched } = change;
        let may_differ = |text: &&Article| touched.entries.as_ref().is_none_or(|entries| entries.may_stand_in(text));
        let texts: Vec<Article> = all.iter().filter(may_differ).cloned().collect();
        let is_unknown = |text: &&Article| !before.shown.contains_key(&key(text));
        let unknown: Vec<Article> = texts.iter().filter(is_unknown).cloned().collect();
        let mut work: Vec<(&Runner, &[Article])> = Vec::new();
        for (runner, texts) in [(&before.runner, unknown.as_slice()), (&self.runner, texts.as_slice())] {
            work.extend(texts.chunks(texts.len().div_ceil(jobs()).max(1)).map(|chunk| (&**runner, chunk)));
        }
        let mut shown = share(&work, |(runner, texts)| Ok(runner.shown(texts)))?.into_iter().flatten();
        before.shown.extend(unknown.iter().map(key).zip(shown.by_ref()));
        let now: BTreeMap<TextKey, Shown> = texts.iter().map(key).zip(shown).collect();
        let differs = |(text, now): (&TextKey, &Shown)| (before.shown.get(text) != Some(now)).then(|| text.clone());
        let differing = now.iter().filter_map(differs).collect();
        // Of the others it shows what it did.
        let known: BTreeSet<TextKey> = all.iter().map(key).collect();
        self.shown = std::mem::take(&mut before.shown).into_iter().filter(|(text, _)| known.contains(text)).collect();
        self.shown.extend(now);
        Ok(differing)
    }
}

impl Wanted {
    /// What a change touches of a pack's own tests.
    fn of(test: &Test, path: &str, touched: &Touched) -> Self {
        let mut filter = filter(test);
        filter.rules = touched.rules.iter().filter(|rule| is_chosen(rule, &test.rules)).cloned().collect();
        filter.no_examples |= filter.rules.is_empty();
        let fixtures = if touched.articles { Fixtures::All } else { Fixtures::With(BTreeSet::new()) };
        Self { path: path.to_owned(), filter, fixtures }
    }

    /// The same with these texts alone; none: with any.
    fn narrowed(mut self, texts: Option<BTreeSet<String>>) -> Self {
        if let Some(texts) = texts {
            self.filter.texts = Some(texts.clone());
            self.fixtures = Fixtures::With(texts);
        }
        self
    }
}

impl Fixtures {
    fn has(&self, fixture: &suite::Fixture) -> bool {
        match self {
            Self::All => true,
            Self::Saved(stems) => stems.contains(&whole(Path::new(&fixture.golden_file)).with_extension("")),
            Self::With(texts) => fixture.article.as_ref().is_ok_and(|article| texts.contains(&article.text)),
        }
    }
}

fn key(text: &Article) -> TextKey {
    (text.text.clone(), text.date)
}

/// A filter in parts, by the rules that it names; one that names none is whole.
fn parts(filter: &Filter, count: usize) -> Vec<Filter> {
    if filter.no_examples || filter.rules.is_empty() {
        return vec![filter.clone()];
    }
    let part = |rules: &[String]| Filter { rules: rules.to_vec(), ..filter.clone() };
    filter.rules.chunks(filter.rules.len().div_ceil(count)).map(part).collect()
}

fn jobs() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Work on items shared between threads, its results in order.
fn share<T: Sync, U: Send>(items: &[T], work: impl Fn(&T) -> Result<U, Stop> + Sync) -> Result<Vec<U>, Stop> {
    let mut done = Vec::new();
    let take = |result| {
        done.push(result);
        Ok(())
    };
    in_order(jobs(), items.iter(), || &work, take)?;
    done.into_iter().collect()
}

/// The folders in which the files of packs stand, of those too that they use.
fn folders(pack: &Pack) -> BTreeSet<PathBuf> {
    let rules = pack.rules();
    let rule_files = rules.rules.iter().map(|rule| &rule.at.file);
    let files = rule_files.chain(rules.lists.iter().map(|list| &list.at.file));
    let files = files.chain(rules.types.iter().filter_map(|kind| kind.at.as_ref()).map(|at| &at.file));
    let parents: BTreeSet<&Path> = files.filter_map(|file| Path::new(&**file).parent()).collect();
    parents.into_iter().map(whole).collect()
}

/// A path as the system names it.
fn whole(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
