//! Goldens written: all that changed (`--update`), or those that a user accepts
//! (`--review`). Nothing else is ever written by `test`.

use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use super::super::{Ending, Stop, count, print};
use super::round::Round;
use super::style;
use crate::suite::FixtureOutcome;

/// Where `CI` is set, goldens are checked and never written.
pub(super) fn refuse_where_checked() -> Result<(), Stop> {
    match std::env::var_os("CI") {
        Some(value) if !value.is_empty() => {
            Err(Stop::Because("goldens are not written where `CI` is set: write them at home, and look at them".into()))
        }
        _ => Ok(()),
    }
}

/// Writes the goldens that changed; gives their files.
pub(super) fn update(outcomes: &[FixtureOutcome]) -> Result<Vec<&str>, Stop> {
    let mut written = Vec::new();
    for outcome in outcomes {
        if let Some(text) = changed(outcome)? {
            write(&outcome.file, text)?;
            written.push(outcome.file.as_str());
        }
    }
    Ok(written)
}

/// Shows each golden that would change, and writes it if the answer is yes.
pub(super) fn review(round: &Round) -> Result<Ending, Stop> {
    let mut changes = Vec::new();
    for outcome in &round.report.fixtures {
        changes.extend(changed(outcome)?.map(|text| (outcome, text)));
    }
    let (mut accepted, mut answers) = (0, io::stdin().lock().lines());
    for (number, (outcome, text)) in changes.iter().enumerate() {
        let head = format!("{} of {}: {} ({})", number + 1, changes.len(), outcome.name, outcome.file);
        let told: String = outcome.told().iter().map(|line| format!("  {line}\n")).collect();
        print(&format!("{}\n{told}write this golden? [y]es, [n]o, [q]uit: ", style().heading(&head)))?;
        let answer = answers.next().transpose()?.unwrap_or_else(|| "q".into());
        print("\n")?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => {
                write(&outcome.file, text)?;
                accepted += 1;
            }
            "q" | "quit" => break,
            _ => {}
        }
    }
    print(&format!("{} to review, {accepted} written\n", count(changes.len(), "change")))?;
    let others = round.report.fixtures.iter().filter(|outcome| outcome.status.is_failure()).count();
    let failing = round.report.outcomes.iter().any(|outcome| outcome.status.is_failure());
    Ok(match (round.faulty, failing || others > accepted) {
        (true, _) => Ending::CouldNot,
        (false, true) => Ending::No,
        (false, false) => Ending::Done,
    })
}

/// The text of a golden that is not what its file holds.
fn changed(outcome: &FixtureOutcome) -> Result<Option<&str>, Stop> {
    let Some(text) = outcome.updated.as_deref().filter(|_| outcome.status.is_failure()) else { return Ok(None) };
    if !Path::new(&outcome.file).parent().is_some_and(Path::is_dir) {
        let pack = outcome.name.split('/').next().unwrap_or_default();
        return Err(Stop::Because(format!(
            "{}: the goldens of a shipped pack are inside the program; name its folder, such as `rules/{pack}`",
            outcome.file
        )));
    }
    Ok(Some(text))
}

fn write(file: &str, text: &str) -> Result<(), Stop> {
    fs::write(file, text).map_err(|error| Stop::Because(format!("{file}: {error}")))
}
