//! `fmt`: rule files in canonical form.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ending, Stop, count, print, warn};
use crate::pack::format;

/// Writes rule files in canonical form.
///
/// Keys get their order, equals signs a column, patterns the form in which the
/// program prints them. Comments stay, and what a file means does not change.
/// `-` reads standard input and writes to the output.
#[derive(Debug, Args)]
pub(super) struct Fmt {
    /// Rule files, or folders of them
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn act(&self) -> Result<Ending, Stop> {
        if self.paths.iter().any(|path| path.as_os_str() == "-") {
            return self.format_input();
        }
        let mut files = Vec::new();
        for path in &self.paths {
            let before = files.len();
            collect(path, &mut files)?;
            if files.len() == before {
                return Err(Stop::Because(format!(
                    "{}: no rule file in this folder; they end in .toml",
                    path.display()
                )));
            }
        }
        files.sort();
        files.dedup();
        let mut changed = 0;
        let mut faulty = false;
        for file in &files {
            match self.format_file(file) {
                Ok(true) => {
                    changed += 1;
                    print(&format!("{}\n", file.display()))?;
                }
                Ok(false) => {}
                Err(message) => {
                    faulty = true;
                    warn(&format!("error: {}: {}", file.display(), message.trim_end()));
                }
            }
        }
        let what = if self.check { "would change" } else { "changed" };
        print(&format!("{} of {} {what}\n", changed, count(files.len(), "file")))?;
        Ok(match (faulty, self.check && changed > 0) {
            (true, _) => Ending::CouldNot,
            (false, true) => Ending::No,
            (false, false) => Ending::Done,
        })
    }

    fn format_input(&self) -> Result<Ending, Stop> {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text)?;
        let formatted =
            format(&text).map_err(|message| Stop::Because(format!("standard input: {}", message.trim_end())))?;
        if self.check {
            return Ok(if formatted == text { Ending::Done } else { Ending::No });
        }
        print(&formatted)?;
        Ok(Ending::Done)
    }

    /// Whether a file changes, or would.
    fn format_file(&self, file: &Path) -> Result<bool, String> {
        let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
        let formatted = format(&text)?;
        if formatted == text {
            return Ok(false);
        }
        if !self.check {
            fs::write(file, formatted).map_err(|error| error.to_string())?;
        }
        Ok(true)
    }
}

/// The rule files of a folder; goldens and lists beside them are none.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Stop> {
    let told = |error: io::Error| {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            _ => error.to_string(),
        };
        Stop::Because(format!("{}: {reason}", path.display()))
    };
    if !path.is_dir() {
        fs::metadata(path).map_err(told)?;
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path).map_err(told)? {
        let inner = entry.map_err(told)?.path();
        let name = inner.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let is_rules = inner.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"));
        if inner.is_dir() && !name.starts_with('.') && name != "tests" && name != "lists" {
            collect(&inner, files)?;
        } else if inner.is_file() && is_rules {
            files.push(inner);
        }
    }
    Ok(())
}
