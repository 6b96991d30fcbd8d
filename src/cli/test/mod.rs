//! `test`: the examples in rule files, and whole articles with their goldens.

mod goldens;
mod kept;
mod round;
mod watch;

use clap::{Args, ValueEnum};

use super::{Ending, Stop, print, warn};
use crate::suite::{self, Coverage};
use crate::writer::Style;
use round::{Round, Survivors, run};

/// Runs the examples in rule files, and articles with their goldens.
///
/// Articles stand in a pack's folder `tests`, each with its facts in a golden of
/// its name beside it. The exit code is 1 if a test fails.
#[derive(Debug, Args)]
pub(super) struct Test {
    /// Packs: folders, .toml files, or shipped packs by name (default: all that are shipped)
    packs: Vec<String>,
    /// Only the examples of this rule, as `name` or `pack/name`
    #[arg(long = "rule", value_name = "RULE")]
    rules: Vec<String>,
    /// Only the examples of this file, or the one at its line
    #[arg(long = "example", value_name = "FILE[:LINE]")]
    examples: Vec<String>,
    /// Only this fixture, as `name` or `pack/name`
    #[arg(long = "fixture", value_name = "NAME")]
    fixtures: Vec<String>,
    /// Only examples of rules that tag this type, and only its facts in fixtures
    #[arg(long = "type", value_name = "TYPE")]
    types: Vec<String>,
    /// How to write the results
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Precision, recall and F1 by type, against the goldens
    #[arg(long)]
    scores: bool,
    /// What of the rules no test exercises
    #[arg(long)]
    coverage: bool,
    /// Fail below this percentage of coverage; shows coverage
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min_coverage: Option<f64>,
    /// Which conditions of the rules can be lost without a test noticing
    #[arg(long)]
    mutate: bool,
    /// Write the goldens as the facts are now
    #[arg(long, conflicts_with = "types")]
    update: bool,
    /// Show each golden that would change, and ask whether to write it
    #[arg(long, conflicts_with_all = ["types", "update", "format"])]
    review: bool,
    /// Run again what each save of a file touches
    #[arg(long, conflicts_with_all = ["update", "review", "coverage", "min_coverage", "mutate", "format"])]
    watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The failures, for reading
    Text,
    /// An object with every example and fixture
    Json,
    /// For build servers
    Junit,
}

impl Test {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        if self.watch {
            return watch::watch(self);
        }
        if self.update || self.review {
            goldens::refuse_where_checked()?;
        }
        let mut round = run(self)?;
        if self.update {
            let written = goldens::update(&round.report.fixtures)?;
            written.iter().for_each(|file| warn(&format!("wrote {file}")));
            if !written.is_empty() {
                round = run(self)?;
            }
        } else if self.review {
            return goldens::review(&round);
        }
        let coverage = self.wants_coverage().then(|| round.coverage());
        let survivors = if self.mutate { Some(round.survivors()?) } else { None };
        self.tell(&round, coverage.as_ref(), survivors.as_ref())?;
        let falls_short = coverage.zip(self.min_coverage).filter(|(coverage, least)| coverage.percent() < *least);
        if let Some((coverage, least)) = &falls_short {
            warn(&format!("coverage is {:.1} %, and at least {least} % is wanted", coverage.percent()));
        }
        Ok(match round.ending() {
            Ending::Done if falls_short.is_some() => Ending::No,
            ending => ending,
        })
    }

    fn wants_coverage(&self) -> bool {
        self.coverage || self.min_coverage.is_some()
    }

    /// Writes the results of a round.
    fn tell(&self, round: &Round, coverage: Option<&Coverage>, mutants: Option<&Survivors>) -> Result<(), Stop> {
        let report = &round.report;
        match self.format {
            Format::Text => {
                let mut text = report.to_text(&round.commands, style());
                if self.scores {
                    text = format!("{}\n{text}", report.scores().to_text());
                }
                if let Some(coverage) = coverage {
                    text = format!("{}\n{text}", coverage.to_text());
                }
                if let Some(Survivors { survivors, count }) = mutants {
                    text = format!("{}\n{text}", suite::survivors_to_text(survivors, *count));
                }
                print(&text)
            }
            Format::Json => {
                let mut value = report.to_value();
                if let Some(coverage) = coverage {
                    value["coverage"] = coverage.to_value();
                }
                if let Some(Survivors { survivors, count }) = mutants {
                    value["mutation"] = suite::survivors_to_value(survivors, *count);
                }
                print(&format!("{value:#}\n"))
            }
            Format::Junit => print(&report.to_junit()),
        }
    }
}

/// A percentage as it is written, with its sign or without.
fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').trim().parse::<f64>().ok().filter(|number| (0.0..=100.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 100".into())
}

/// Colour where the output is a terminal that has it, and the user did not forbid it.
fn style() -> Style {
    let has_color = anstream::stdout().current_choice() == anstream::ColorChoice::AlwaysAnsi;
    if has_color { Style::COLOR } else { Style::PLAIN }
}
