//! Paths to the list of files to read: folders opened, endings known, order fixed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Problem;

/// How articles stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The whole file is the text of one article.
    Text,
    /// One article a line, as a JSON object.
    JsonLines,
    /// Annotated tokens, in CoNLL-U.
    Conllu,
    /// A web page, which holds an article among other things.
    Html,
}

/// A file to read, or the standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is; none is the standard input.
    pub path: Option<PathBuf>,
    /// How it is written; none is to be seen from its first bytes.
    pub format: Option<Format>,
    /// The name of the article in it where it gives none itself.
    pub id: String,
}

/// What a list of paths stands for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inputs {
    /// The files, by path and without doubles; the standard input comes first.
    pub inputs: Vec<Input>,
    /// Paths that cannot be read.
    pub problems: Vec<Problem>,
}

impl Inputs {
    /// Finds the files under `paths`; no path at all and `-` are the standard input.
    ///
    /// A folder gives every file under it whose ending is known, at any depth,
    /// but nothing whose name starts with a full stop. A file that is named
    /// itself may have any ending.
    pub fn find(paths: &[PathBuf]) -> Self {
        let mut found = Self::default();
        if paths.is_empty() || paths.iter().any(|path| is_stdin(path)) {
            found.inputs.push(Input { path: None, format: None, id: "stdin".to_owned() });
        }
        let mut files = Vec::new();
        for path in paths.iter().filter(|path| !is_stdin(path)) {
            found.add(path, &mut files);
        }
        files.sort();
        files.dedup();
        found.inputs.extend(name_inputs(files));
        found
    }

    fn add(&mut self, path: &Path, files: &mut Vec<PathBuf>) {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                let before = files.len();
                self.walk(path, files);
                if files.len() == before {
                    let message = "no article in this folder; articles end in .txt, .jsonl, .ndjson, .conllu or .html, also with .gz or .zst behind it";
                    self.problems.push(Problem::new(path.to_string_lossy(), message));
                }
            }
            Ok(_) => files.push(path.to_owned()),
            Err(error) => self.unreadable(path, &error),
        }
    }

    fn walk(&mut self, folder: &Path, files: &mut Vec<PathBuf>) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(folder, &error),
        };
        for entry in entries.flatten().filter(|entry| !is_hidden(&entry.path())) {
            let path = entry.path();
            // Links to folders are not followed: they may lead in a circle.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.walk(&path, files);
            } else if format_of(&path).is_some() && path.is_file() {
                files.push(path);
            }
        }
    }

    fn unreadable(&mut self, path: &Path, error: &std::io::Error) {
        self.problems.push(Problem::new(path.to_string_lossy(), explain(error)));
    }
}

/// What went wrong with a file, without the number of the system's error.
pub(super) fn explain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        std::io::ErrorKind::UnexpectedEof => "it ends in the middle of its compressed data".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The name of a file without the ending of its compression, as a path.
fn inflated(path: &Path) -> PathBuf {
    match ending(path).as_str() {
        "gz" | "zst" | "zstd" => path.with_extension(""),
        _ => path.to_owned(),
    }
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase()
}

/// The format that a file's ending tells.
pub(super) fn format_of(path: &Path) -> Option<Format> {
    match ending(&inflated(path)).as_str() {
        "txt" => Some(Format::Text),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "conllu" => Some(Format::Conllu),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        _ => None,
    }
}

/// The name of a file without its endings.
pub(super) fn stem(path: &Path) -> String {
    let name = inflated(path);
    let stem = if format_of(path).is_some() { name.file_stem() } else { name.file_name() };
    stem.unwrap_or(name.as_os_str()).to_string_lossy().into_owned()
}

/// Names each file by its stem, or by its path where two files share a stem:
/// facts of two articles must not come out under one name.
fn name_inputs(files: Vec<PathBuf>) -> Vec<Input> {
    let mut uses: BTreeMap<String, u32> = BTreeMap::new();
    for file in &files {
        *uses.entry(stem(file)).or_default() += 1;
    }
    let name = |path: PathBuf| {
        let stem = stem(&path);
        let id = if uses[&stem] == 1 { stem } else { path.to_string_lossy().into_owned() };
        Input { format: format_of(&path), id, path: Some(path) }
    };
    files.into_iter().map(name).collect()
}
