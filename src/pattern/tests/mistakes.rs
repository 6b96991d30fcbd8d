//! Every mistake of `mistakes.toml`: its place, what is said, what is advised.
//!
//! With `UPDATE_GOLDENS=1` in the environment the file is written anew from what the
//! program says; read the difference before you commit it.

use std::fmt::Write;
use std::path::Path;

use super::super::*;

/// Reads a text for its mistake.
type Read = fn(&str) -> Option<SyntaxError>;

/// The languages of the grammar by the key that a case has its text under.
const LANGUAGES: [(&str, Read); 5] = [
    ("pattern", |text| parse(text).err()),
    ("role", |text| parse_role_type(text).err()),
    ("path", |text| parse_tree_path(text).err()),
    ("where", |text| parse_where(text).err()),
    ("template", |text| parse_template(text).err()),
];

#[test]
fn mistakes_are_told_at_their_place_and_in_a_users_words() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pattern/tests/mistakes.toml");
    let told = std::fs::read_to_string(&path).expect("the cases are beside this file");
    let header: String =
        told.lines().take_while(|line| line.starts_with('#')).fold(String::new(), |all, line| all + line + "\n");
    let cases: toml::Table = told.parse().expect("the cases are TOML");
    let said =
        cases["mistake"].as_array().expect("a list of cases").iter().fold(header, |all, case| all + &told_again(case));
    if std::env::var_os("UPDATE_GOLDENS").is_some() && std::env::var_os("CI").is_none() {
        std::fs::write(&path, &said).expect("the cases can be written");
        return;
    }
    assert!(
        said == told,
        "the mistakes read otherwise now; see them with `UPDATE_GOLDENS=1 cargo test --lib mistakes`\n{}",
        first_difference(&told, &said)
    );
}

/// A case with what the program says of its text.
fn told_again(case: &toml::Value) -> String {
    let (language, text, mistake) = LANGUAGES
        .iter()
        .find_map(|(language, read)| Some((language, case.get(language)?.as_str()?, read)))
        .expect("a case has a text in one of the languages");
    let mut said = format!("\n[[mistake]]\n{language} = {}\n", string(text));
    let mistake = mistake(text).unwrap_or_else(|| panic!("`{text}` holds no mistake"));
    let before = &text[..mistake.place.start as usize];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|character| *character != '\n').count() + 1;
    let _ = writeln!(said, "kind = \"{:?}\"", mistake.kind);
    let _ = writeln!(said, "at = \"{line}:{column}\"");
    let _ = writeln!(said, "under = {}", string(&text[mistake.place.range()]));
    let _ = writeln!(said, "message = {}", string(&mistake.message));
    if let Some(help) = &mistake.help {
        let _ = writeln!(said, "help = {}", string(help));
    }
    said
}

fn string(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn first_difference(told: &str, said: &str) -> String {
    let pair = told.lines().zip(said.lines()).find(|(told, said)| told != said);
    pair.map_or_else(String::new, |(told, said)| format!("  was: {told}\n  now: {said}"))
}
