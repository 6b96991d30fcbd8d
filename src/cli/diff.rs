//! `diff`: what a change of the rules changes in the facts.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::{Args, ValueEnum};

use super::articles::{Articles, Done};
use super::revision::Revision;
use super::{Ending, Stop, count, packs, print, warn};
use crate::Pack;
use crate::engine::{Engine, Options, Session};
use crate::fact::{Difference, Fact, differences};
use crate::text::Article;
use crate::writer::{CharOffsets, Style, show_difference, write_difference};

/// Says which facts two versions of the rules find otherwise.
///
/// Each fact that is lost, gained or changed is shown with its sentence. Which
/// rule finds a fact, and how often it is told, makes no difference. The exit
/// code is 1 where something of the kind that `--fail-on` names was found.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The rules before: a pack, a folder of packs, or a git revision of the rules
    #[arg(long, value_name = "DIR|REV")]
    base: String,
    /// The rules now: a pack or a folder of packs (default: all that are shipped)
    #[arg(short, long = "rules", value_name = "PACK")]
    rules: Vec<String>,
    /// Which changes make the exit code 1
    #[arg(long, value_enum, default_value = "none")]
    fail_on: FailOn,
    /// How to write the changes
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    articles: Articles,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Lost,
    Gained,
    Changed,
    /// Any of them
    Any,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object a line, one for each change
    Jsonl,
}

/// How many changes there were of each kind.
#[derive(Debug, Default)]
struct Tally {
    lost: AtomicUsize,
    gained: AtomicUsize,
    changed: AtomicUsize,
    touched: AtomicUsize,
    articles: AtomicUsize,
}

impl Diff {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let now = expand_all(&self.rules);
        let (pack, faulty) = packs::load_to_use(&now)?;
        let base = self.base(&now)?;
        let (base_pack, base_faulty) = packs::load_to_use(&base.packs)?;
        let engine = |pack: &Pack| Engine::from_rules(pack.rules().clone(), Options::default());
        let (before, after) = (engine(&base_pack), engine(&pack));
        let style = self.articles.style();
        let tally = Tally::default();
        let all_read = self.articles.read(|| {
            let (mut before, mut after) = (before.session(), after.session());
            let (tally, base) = (&tally, &base);
            move |article| self.compare(&mut before, &mut after, &article, base, tally, style)
        })?;
        let summary = tally.summary();
        match self.format {
            Format::Text => print(&format!("{summary}\n"))?,
            Format::Jsonl => warn(&summary),
        }
        let done = all_read && !faulty && !base_faulty;
        Ok(match (done, tally.fails(self.fail_on)) {
            (false, _) => Ending::CouldNot,
            (true, true) => Ending::No,
            (true, false) => Ending::Done,
        })
    }

    fn compare(
        &self,
        before: &mut Session,
        after: &mut Session,
        article: &Article,
        base: &Base,
        tally: &Tally,
        style: Style,
    ) -> Done {
        let mut old = before.extract(article);
        old.iter_mut().for_each(|fact| base.name_places(fact));
        let read = after.read(article);
        let found = differences(&old, &read.facts);
        tally.count(&found);
        let bytes = match self.format {
            Format::Text => show_difference(article, &found, style).into_bytes(),
            Format::Jsonl => {
                let mut out = Vec::new();
                let offsets = CharOffsets::new(&article.text);
                found.iter().for_each(|difference| write_difference(&mut out, &article.id, difference, &offsets));
                out
            }
        };
        Done { doc: article.id.clone(), bytes, notices: read.notices }
    }

    /// The rules before: packs on disk that have the names of those now, or those of a revision.
    fn base(&self, now: &[String]) -> Result<Base, Stop> {
        let path = Path::new(&self.base);
        if path.exists() {
            let packs = if is_pack(path) { vec![self.base.clone()] } else { same_names(path, now) };
            if packs.is_empty() {
                return Err(Stop::Because(format!(
                    "{}: no pack, and no folder that holds the packs of now",
                    self.base
                )));
            }
            return Ok(Base { packs, revision: None });
        }
        if now.is_empty() {
            let message =
                format!("`{}` is no folder; to compare with a git revision, name the rules with -r", self.base);
            return Err(Stop::Because(message));
        }
        let revision = Revision::check_out(&self.base, now.iter().map(Path::new)).map_err(|stop| match stop {
            Stop::Because(reason) if reason.starts_with("git: ") => {
                Stop::Because(format!("`{}` is no folder, and no git revision: {reason}", self.base))
            }
            stop => stop,
        })?;
        Ok(Base { packs: revision.packs().to_vec(), revision: Some(revision) })
    }
}

/// The rules before.
struct Base {
    packs: Vec<String>,
    revision: Option<Revision>,
}

impl Base {
    /// Names the places of rules as they are in the revision, and not where it was put.
    fn name_places(&self, fact: &mut Fact) {
        let Some(revision) = &self.revision else { return };
        for told in &mut fact.evidence {
            told.at = revision.name_of(&told.at).into();
        }
    }
}

fn is_pack(path: &Path) -> bool {
    path.is_file() || path.join("pack.toml").is_file()
}

/// A folder of packs stands for all of them.
fn expand_all(paths: &[String]) -> Vec<String> {
    let expand = |path: &String| {
        let inner = if is_pack(Path::new(path)) { Vec::new() } else { packs_in(Path::new(path)) };
        if inner.is_empty() { vec![path.clone()] } else { inner.into_iter().map(shown).collect() }
    };
    paths.iter().flat_map(expand).collect()
}

fn packs_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut packs: Vec<PathBuf> = entries.filter(|path| path.is_dir() && is_pack(path)).collect();
    packs.sort();
    packs
}

/// The packs of a folder that have the names of those now; all where none were named.
fn same_names(folder: &Path, now: &[String]) -> Vec<String> {
    let is_wanted =
        |pack: &PathBuf| now.is_empty() || now.iter().any(|name| Path::new(name).file_name() == pack.file_name());
    packs_in(folder).into_iter().filter(is_wanted).map(shown).collect()
}

fn shown(path: PathBuf) -> String {
    path.to_string_lossy().into_owned()
}

impl Tally {
    fn count(&self, found: &[Difference]) {
        let add = |counter: &AtomicUsize, number: usize| counter.fetch_add(number, Ordering::Relaxed);
        add(&self.articles, 1);
        add(&self.touched, usize::from(!found.is_empty()));
        for difference in found {
            add(
                match difference {
                    Difference::Lost(_) => &self.lost,
                    Difference::Gained(_) => &self.gained,
                    Difference::Changed { .. } => &self.changed,
                },
                1,
            );
        }
    }

    fn summary(&self) -> String {
        let get = |counter: &AtomicUsize| counter.load(Ordering::Relaxed);
        format!(
            "{} lost, {} gained, {} changed, in {} of {}",
            get(&self.lost),
            get(&self.gained),
            get(&self.changed),
            get(&self.touched),
            count(get(&self.articles), "article")
        )
    }

    fn fails(&self, on: FailOn) -> bool {
        let some = |counter: &AtomicUsize| counter.load(Ordering::Relaxed) > 0;
        match on {
            FailOn::Lost => some(&self.lost),
            FailOn::Gained => some(&self.gained),
            FailOn::Changed => some(&self.changed),
            FailOn::Any => some(&self.touched),
            FailOn::None => false,
        }
    }
}
