//! `run`: articles in, facts out.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::thread;

use anstream::ColorChoice;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use super::parallel::in_order;
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

/// How many bytes are written at once.
const BUFFER: usize = 64 << 10;

/// How facts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// One JSON object a line
    Jsonl,
}

/// What an article gave, ready to be written.
struct Done {
    doc: String,
    bytes: Vec<u8>,
    notices: Vec<Notice>,
}

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
        let progress = self.progress();
        let articles = reader::read(inputs.inputs, self.date);
        let mut notices = Notices::default();
        let written = self.write_all(&engine, articles, |done, out| {
            progress.count();
            match done {
                Ok(done) => {
                    progress.aside(|| done.notices.iter().for_each(|notice| notices.tell(&done.doc, notice)));
                    out.write_all(&done.bytes)
                }
                Err(problem) => {
                    problems += 1;
                    progress.aside(|| warn(&format!("error: {problem}")));
                    Ok(())
                }
            }
        });
        progress.end();
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
        mut write: impl FnMut(Result<Done, Problem>, &mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let style = self.style();
        let mut out = self.open()?;
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let worker = || {
            let mut session = engine.session();
            move |article: Result<Article, Problem>| article.map(|article| self.read(&mut session, &article, style))
        };
        in_order(self.jobs.map_or(cores, usize::from), articles, worker, |done| write(done, &mut out))?;
        Ok(out.flush()?)
    }

    /// Colour where the output is a terminal that has it, and the user did not forbid it.
    fn style(&self) -> Style {
        let choice = if self.output.is_some() { ColorChoice::Never } else { anstream::stdout().current_choice() };
        match choice {
            ColorChoice::Always | ColorChoice::AlwaysAnsi => Style::COLOR,
            ColorChoice::Auto | ColorChoice::Never => Style::PLAIN,
        }
    }

    fn open(&self) -> Result<BufWriter<Box<dyn Write>>, Stop> {
        let out: Box<dyn Write> = match (&self.output, self.format) {
            (Some(path), _) => {
                Box::new(File::create(path).map_err(|error| Stop::Because(format!("{}: {error}", path.display())))?)
            }
            (None, Format::Text) => Box::new(anstream::stdout().lock()),
            // JSON holds no escape codes, and looking for them takes time.
            (None, Format::Jsonl) => Box::new(io::stdout().lock()),
        };
        Ok(BufWriter::with_capacity(BUFFER, out))
    }

    fn progress(&self) -> Progress {
        let is_in_the_way = self.output.is_none() && io::stdout().is_terminal();
        Progress::new(!is_in_the_way)
    }

    fn read(&self, session: &mut crate::Session, article: &Article, style: Style) -> Done {
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
        Done { doc: article.id.clone(), bytes, notices: extraction.notices }
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
