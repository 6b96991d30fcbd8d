//! What the documentation shows is true: its rules load and pass their
//! examples, its links lead somewhere, and the index names every page.
//!
//! `docs/rule-files.md`, `docs/pattern-language.md` and `docs/tokens.md` are
//! held to more by tests of their own.

use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::Pack;
use nutgraf::suite;

/// Pages whose `toml` blocks are fragments, read by tests of their own.
const FRAGMENTS: [&str; 1] = ["docs/rule-files.md"];

#[test]
fn each_rule_file_of_the_documentation_loads_and_passes_its_examples() {
    for page in pages().iter().filter(|page| !FRAGMENTS.iter().any(|known| page.ends_with(known))) {
        let text = fs::read_to_string(page).expect("a page is text");
        for block in blocks(&text, "toml") {
            let folder = tempfile::tempdir().expect("a folder can be made");
            let file = folder.path().join("page.toml");
            fs::write(&file, block).expect("a file can be written");
            let pack = Pack::load(&file).expect("the file is there");
            let told = nutgraf::diagnostic::render_text(pack.diagnostics(), false);
            assert!(!pack.has_errors(), "{}: {told}", page.display());
            let report = suite::run(&pack, &suite::Filter::default());
            assert!(!report.has_failures(), "{}: {}", page.display(), report.to_value());
        }
    }
}

#[test]
fn each_link_of_the_documentation_leads_to_a_file() {
    let mut dead = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page is text");
        let folder = page.parent().expect("a page is in a folder");
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split([')', '#']).next().unwrap_or_default();
            let is_path = !target.is_empty() && !target.contains("://") && !target.contains([' ', '`']);
            if is_path && !folder.join(target).exists() {
                dead.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

#[test]
fn the_index_names_every_page() {
    let index = fs::read_to_string("docs/README.md").expect("the index is there");
    for page in markdown(Path::new("docs")) {
        let name = page.file_name().expect("a file has a name").to_string_lossy().into_owned();
        assert!(name == "README.md" || index.contains(&format!("]({name})")), "docs/README.md does not name {name}");
    }
}

fn pages() -> Vec<PathBuf> {
    let mut pages = markdown(Path::new("."));
    pages.extend(markdown(Path::new("docs")));
    pages
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let mut pages: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    pages.sort();
    pages
}

/// The fenced blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    let starts = text.match_indices(&fence).filter(|(at, _)| *at == 0 || text[..*at].ends_with('\n'));
    starts.filter_map(|(at, _)| text[at + fence.len()..].split("\n```").next()).collect()
}
