//! `run`: articles in, facts out.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use super::{Ending, Stop, packs, warn};
use crate::engine::{Engine, Options};
use crate::fact::Notice;
use crate::pack::RuleSet;
use crate::reader::{self, Inputs, Problem};
use crate::text::Article;
use crate::writer::{CharOffsets, Style, show_article, write_fact, write_mention};

/// Reads articles and writes their facts.
///
/// Facts come in the order of the articles, the same for any number of threads.
/// What cannot be read is named on standard error and skipped; the exit code
/// then is 2. A pack with errors is used without what is wrong in it.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// Files, folders, or `-` for standard input, which is also the default.
    ///
    /// Known: .txt, .jsonl (a line holds `id`, `text` and `date`), .conllu, each also as .gz or .zst.
    paths: Vec<PathBuf>,
    /// A pack: a folder, a .toml file, or a shipped pack by name (default: all that are shipped)
    #[arg(short, long = "rules", value_name = "PACK")]
    rules: Vec<String>,
    /// Only facts of this type
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// Only facts of this rule, as `name` or `pack/name`
    #[arg(long = "rule", value_name = "RULE")]
    only: Vec<String>,
    /// Write the mentions too: people, places, dates and what else rules and lists mark
    #[arg(long)]
    mentions: bool,
    /// Threads to use (default: one for each core)
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// How to write the facts
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The day of articles that bring none, such as 2015-11-23
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// Write to this file instead of the output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How facts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object a line
    Jsonl,
}

/// What an article gave, ready to be written, or why it could not be read.
type Done = Result<(String, Vec<u8>, Vec<Notice>), Problem>;

impl Run {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        let (pack, faulty) = packs::load_to_use(&self.rules)?;
        self.check_names(pack.rules())?;
        let options = Options {
            mentions: self.mentions,
            types: self.types.clone(),
            rules: self.only.clone(),
            ..Options::default()
        };
        let engine = Engine::from_rules(pack.rules().clone(), options);
        let paths = if self.paths.is_empty() { vec![PathBuf::from("-")] } else { self.paths.clone() };
        let inputs = Inputs::find(&paths);
        let mut problems = inputs.problems.len();
        inputs.problems.iter().for_each(|problem| warn(&format!("error: {problem}")));
        let progress = progress(inputs.inputs.len());
        let articles = reader::read(inputs.inputs, self.date);
        let mut notices = Notices::default();
        let written = self.write_all(&engine, articles, |done, out| {
            progress.inc(1);
            match done {
                Ok((doc, bytes, found)) => {
                    found.iter().for_each(|notice| notices.tell(&doc, notice));
                    out.write_all(&bytes)
                }
                Err(problem) => {
                    problems += 1;
                    progress.suspend(|| warn(&format!("error: {problem}")));
                    Ok(())
                }
            }
        });
        progress.finish_and_clear();
        notices.close();
        written?;
        Ok(if problems > 0 || faulty { Ending::CouldNot } else { Ending::Done })
    }

    /// An unknown type or rule would silently give nothing.
    fn check_names(&self, rules: &RuleSet) -> Result<(), Stop> {
        let types = rules.types.iter().map(|known| known.name.to_string()).collect::<Vec<_>>();
        for wanted in &self.types {
            known("type", wanted, &types)?;
        }
        let pack = |rule: &crate::pack::RuleDef| rules.packs[rule.pack.0 as usize].name.clone();
        let names =
            rules.rules.iter().flat_map(|rule| [rule.name.to_string(), format!("{}/{}", pack(rule), rule.name)]);
        let names: Vec<String> = names.collect();
        self.only.iter().try_for_each(|wanted| known("rule", wanted, &names))
    }

    fn write_all(
        &self,
        engine: &Engine,
        articles: reader::Articles,
        mut write: impl FnMut(Done, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let color = self.output.is_none()
            && matches!(
                anstream::stdout().current_choice(),
                anstream::ColorChoice::Always | anstream::ColorChoice::AlwaysAnsi
            );
        let style = if color { Style::COLOR } else { Style::PLAIN };
        let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(match &self.output {
            Some(path) => {
                Box::new(File::create(path).map_err(|error| Stop::Because(format!("{}: {error}", path.display())))?)
            }
            None => Box::new(anstream::stdout().lock()),
        });
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let jobs = self.jobs.map_or(cores, usize::from);
        in_parallel(
            jobs,
            articles,
            || {
                let mut session = engine.session();
                move |article: Result<Article, Problem>| article.map(|article| self.read(&mut session, &article, style))
            },
            |done| write(done, &mut out),
        )?;
        Ok(out.flush()?)
    }

    fn read(&self, session: &mut crate::Session, article: &Article, style: Style) -> (String, Vec<u8>, Vec<Notice>) {
        let extraction = session.read(article);
        let bytes = match self.format {
            Format::Text => {
                let mut text = String::new();
                show_article(&mut text, article, &extraction, style);
                text.into_bytes()
            }
            Format::Jsonl => {
                let mut out = Vec::new();
                let offsets = CharOffsets::new(&article.text);
                extraction.facts.iter().for_each(|fact| write_fact(&mut out, &article.id, fact, &offsets));
                for mention in &extraction.mentions {
                    write_mention(&mut out, &article.id, mention, &article.text, &offsets);
                }
                out
            }
        };
        (article.id.clone(), bytes, extraction.notices)
    }
}

fn known(kind: &str, wanted: &str, names: &[String]) -> Result<(), Stop> {
    if names.iter().any(|name| name == wanted) {
        return Ok(());
    }
    let near = crate::diagnostic::nearest(wanted, names.iter().map(String::as_str));
    let help = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    Err(Stop::Because(format!("unknown {kind} `{wanted}`{help}")))
}

/// Items through workers and out again in order. Each worker takes every n-th
/// item, so that order needs no sorting and memory stays bounded.
fn in_parallel<T: Send, U: Send, W: FnMut(T) -> U>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(U) -> io::Result<()>,
) -> Result<(), Stop> {
    thread::scope(|scope| {
        let mut senders: Vec<SyncSender<T>> = Vec::new();
        let mut receivers: Vec<Receiver<U>> = Vec::new();
        for _ in 0..jobs {
            let (send_item, items) = sync_channel(8);
            let (send_done, done) = sync_channel(8);
            senders.push(send_item);
            receivers.push(done);
            let worker = &worker;
            scope.spawn(move || {
                let mut work = worker();
                // Either end hangs up when the output is closed.
                while let Ok(item) = items.recv() {
                    if send_done.send(work(item)).is_err() {
                        break;
                    }
                }
            });
        }
        scope.spawn(move || {
            for (number, item) in items.enumerate() {
                if senders[number % senders.len()].send(item).is_err() {
                    break;
                }
            }
        });
        for number in 0.. {
            let Ok(done) = receivers[number % jobs].recv() else { break };
            take(done)?;
        }
        Ok(())
    })
}

/// A bar on a terminal, where there are many files; else nothing.
fn progress(files: usize) -> ProgressBar {
    if files < 20 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{pos} of {len} {wide_bar} {eta}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(files as u64).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Notices on standard error: the first in full, the rest by number.
#[derive(Debug, Default)]
struct Notices {
    count: usize,
}

/// How many notices are told in full.
const TOLD: usize = 20;

impl Notices {
    fn tell(&mut self, doc: &str, notice: &Notice) {
        self.count += 1;
        if self.count <= TOLD {
            warn(&format!("notice: {doc}: {} [{}]", notice.message, notice.code));
        }
    }

    fn close(&self) {
        if self.count > TOLD {
            warn(&format!("notice: and {} more", self.count - TOLD));
        }
    }
}
