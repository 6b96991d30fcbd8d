//! The order of the rooms, and what must be absent below the border.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the ground up; a room knows only the floors below its own.
const FLOORS: [&[&str]; 10] = [
    &["text"],
    &["fact"],
    &["analysis", "pattern"],
    &["pack"],
    &["compile"],
    &["engine"],
    &["explain"],
    &["reader", "writer"],
    &["suite"],
    &["cli", "server", "lsp"],
];

/// Rooms beside the floors: anyone may name them, and they name data of any floor.
const BESIDE: &str = "diagnostic";

/// Rooms that may touch the world outside.
const BORDER: [&str; 4] = ["cli", "server", "lsp", "reader"];

/// Items that `lib.rs` re-exports, and the rooms that they come from.
const REEXPORTS: [(&str, &str); 4] = [
    ("engine", "Budgets Engine Options Session"),
    ("fact", "Evidence Extraction Fact Filler Mention Notice Role"),
    ("pack", "Pack"),
    ("text", "AnnotatedSentence AnnotatedToken Annotation Article ByteSpan Segmentation Sentence TokenSpan"),
];

#[test]
fn a_room_knows_only_the_rooms_below_it() {
    let mut faults = Vec::new();
    for (file, room, code) in sources() {
        for known in rooms_named(&code) {
            if known != room && room != BESIDE && known != BESIDE && floor(&known) >= floor(&room) {
                faults.push(format!("{}: `{room}` knows `{known}`", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn below_the_border_nothing_touches_files_the_environment_the_clock_or_the_terminal() {
    const OUTSIDE: [&str; 12] = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "io::stdin",
        "io::stdout",
        "io::stderr",
        "println!",
        "print!(",
        "SystemTime",
        "Instant::now",
    ];
    let mut faults = Vec::new();
    for (file, _, code) in sources().into_iter().filter(|(_, room, _)| !BORDER.contains(&room.as_str())) {
        faults.extend(
            OUTSIDE.iter().filter(|word| code.contains(**word)).map(|word| format!("{}: {word}", file.display())),
        );
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_lives_in_it_and_is_short() {
    let mut faults = Vec::new();
    for file in rust_files(Path::new("src")) {
        let text = fs::read_to_string(&file).expect("a source file is text");
        if !text.starts_with("//!") {
            faults.push(format!("{}: begins without a `//!` paragraph", file.display()));
        }
        if text.lines().count() > 600 {
            faults.push(format!("{}: longer than 600 lines", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn floor(room: &str) -> usize {
    let floor = FLOORS.iter().position(|rooms| rooms.contains(&room));
    floor.unwrap_or_else(|| panic!("the room `{room}` is on no floor: give it one here and in docs/ARCHITECTURE.md"))
}

/// The source files of the rooms without their tests: path, room, code without comments.
fn sources() -> Vec<(PathBuf, String, String)> {
    let mut sources = Vec::new();
    for file in rust_files(Path::new("src")) {
        let parts: Vec<String> = file.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        // Tests may look anywhere; the definition of matching (`naive`) is a test.
        let is_test = parts.iter().any(|part| part == "tests" || part == "tests.rs" || part == "naive");
        if parts.len() < 3 || is_test {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source file is text");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        sources.push((file, parts[1].clone(), code.join("\n")));
    }
    sources
}

/// The rooms that a file names after `crate::`, in braces or alone.
fn rooms_named(code: &str) -> Vec<String> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(first_words(group)),
            None => names.push(rest.split(|c| !is_word(c)).next().unwrap_or_default().to_owned()),
        }
    }
    names.into_iter().filter(|name| !name.is_empty()).map(|name| room_of(&name)).collect()
}

/// The first word of each item in a `use` group that has just been opened.
fn first_words(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut words = vec![String::new()];
    let mut is_first = true;
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                words.push(String::new());
                is_first = true;
            }
            ':' => is_first = false,
            c if depth == 0 && is_first && !c.is_whitespace() => words.last_mut().expect("one is there").push(c),
            _ => {}
        }
    }
    words
}

fn room_of(name: &str) -> String {
    let home = REEXPORTS.iter().find(|(_, items)| items.split(' ').any(|item| item == name));
    home.map_or(name, |(room, _)| room).to_owned()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
