//! What the verbs that read articles share: where these come from, how many
//! threads read them, where the results go, and what is said on the way.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::thread;

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use super::parallel::in_order;
use super::{Stop, warn};
use crate::fact::Notice;
use crate::reader::{self, Encoding, Inputs, Problem, Unsaid};
use crate::text::Article;
use crate::writer::Style;

/// How many bytes are written at once.
const BUFFER: usize = 64 << 10;

/// Articles to read, and where to write what they give.
#[derive(Debug, Args)]
pub(super) struct Articles {
    /// Files, folders, or `-` for standard input, which is also the default.
    ///
    /// Known: .txt, .jsonl (a line holds `id`, `text` and `date`), .conllu, .html, each also as .gz or .zst.
    paths: Vec<PathBuf>,
    /// Threads to use (default: one for each core)
    #[arg(short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: Option<u16>,
    /// The day of articles that bring none, such as 2015-11-23
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// How texts and pages are written that are not UTF-8, such as windows-1252 (default: told by their letters)
    #[arg(long, value_name = "NAME")]
    encoding: Option<Encoding>,
    /// Write to this file instead of the output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// What an article gave, ready to be written.
pub(super) struct Done {
    /// The article's name.
    pub(super) doc: String,
    /// What is written of it.
    pub(super) bytes: Vec<u8>,
    /// What is said of it on standard error.
    pub(super) notices: Vec<Notice>,
}

impl Articles {
    /// Reads all articles, each thread with a worker of its own, and writes what
    /// they give in their order. What cannot be read is told and skipped; gives
    /// whether all could.
    pub(super) fn read<W: FnMut(Article) -> Done>(&self, worker: impl Fn() -> W + Sync) -> Result<bool, Stop> {
        self.read_between(&Default::default(), worker)
    }

    /// The same between a text that is written first and one that is written last.
    pub(super) fn read_between<W: FnMut(Article) -> Done>(
        &self,
        (first, last): &(String, String),
        worker: impl Fn() -> W + Sync,
    ) -> Result<bool, Stop> {
        let mut out = self.open()?;
        out.write_all(first.as_bytes())?;
        let found = Inputs::find(&self.paths);
        found.problems.iter().for_each(tell_problem);
        let mut all_read = found.problems.is_empty();
        let progress = Progress::new(self.output.is_some() || !io::stdout().is_terminal());
        let mut notices = Notices::default();
        let take = |done: Result<Done, Problem>| {
            progress.count();
            match done {
                Ok(done) => {
                    progress.aside(|| done.notices.iter().for_each(|notice| notices.tell(&done.doc, notice)));
                    out.write_all(&done.bytes)
                }
                Err(problem) => {
                    all_read &= !problem.is_skipped;
                    progress.aside(|| tell_problem(&problem));
                    Ok(())
                }
            }
        };
        let worker = || {
            let mut work = worker();
            move |item: Result<Article, Problem>| item.map(&mut work)
        };
        let ended = in_order(
            self.threads(),
            reader::read(found.inputs, Unsaid { date: self.date, encoding: self.encoding }),
            worker,
            take,
        );
        progress.end();
        notices.close();
        ended?;
        out.write_all(last.as_bytes())?;
        out.flush()?;
        Ok(all_read)
    }

    fn threads(&self) -> usize {
        let cores = || thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.jobs.map_or_else(cores, usize::from)
    }

    fn open(&self) -> Result<BufWriter<Box<dyn Write>>, Stop> {
        let out: Box<dyn Write> = match &self.output {
            Some(path) => {
                Box::new(File::create(path).map_err(|error| Stop::Because(format!("{}: {error}", path.display())))?)
            }
            // Whether there are escape codes is decided by `style`: nothing needs to be taken out here.
            None => Box::new(io::stdout().lock()),
        };
        Ok(BufWriter::with_capacity(BUFFER, out))
    }

    /// Colour where the output is a terminal that has it, and the user did not forbid it.
    pub(super) fn style(&self) -> Style {
        let has_color = anstream::stdout().current_choice() == anstream::ColorChoice::AlwaysAnsi;
        if self.output.is_none() && has_color { Style::COLOR } else { Style::PLAIN }
    }
}

/// Tells a problem on standard error.
pub(super) fn tell_problem(problem: &Problem) {
    let kind = if problem.is_skipped { "error" } else { "notice" };
    warn(&format!("{kind}: {problem}"));
}

/// The number of articles read so far, on a terminal, once there are many.
struct Progress {
    bar: ProgressBar,
    may_show: bool,
}

/// How many articles are read before it is worth telling.
const MANY: u64 = 20;

impl Progress {
    fn new(may_show: bool) -> Self {
        let style = ProgressStyle::with_template("{spinner} {human_pos} articles, {per_sec}, {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        Self { bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style), may_show }
    }

    fn count(&self) {
        self.bar.inc(1);
        if self.may_show && self.bar.position() == MANY {
            // A target that is no terminal stays hidden.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Does what writes to the same terminal.
    fn aside(&self, act: impl FnOnce()) {
        self.bar.suspend(act);
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
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
