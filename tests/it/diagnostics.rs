//! Every diagnostic code has a case, a golden and a page, and all agree.
//!
//! A case is `tests/diagnostics/<code>.toml`, or a folder of that name: a pack,
//! or several things to load together. Beside it stands the golden, the drawing
//! of its diagnostics. `UPDATE_GOLDENS=1` writes goldens anew.

use std::fs;
use std::path::{Path, PathBuf};

use nutgraf::Pack;
use nutgraf::diagnostic::{CODES, Code, Diagnostic, render_json, render_text};

/// Warnings that small cases give beside their own.
const BESIDE: [&str; 2] = ["no-example", "no-counterexample"];

#[test]
fn every_code_draws_its_golden() {
    let stale: Vec<String> = CODES.iter().filter_map(stale).collect();
    assert!(stale.is_empty(), "{}\nUPDATE_GOLDENS=1 writes goldens anew", stale.join("\n"));
}

/// What is wrong with the golden of a code.
fn stale(code: &Code) -> Option<String> {
    let found = load(code.name);
    let strange: Vec<_> =
        found.iter().map(|fault| fault.code).filter(|c| *c != code.name && !BESIDE.contains(c)).collect();
    assert!(strange.is_empty(), "the case of {} also gives {strange:?}", code.name);
    let own: Vec<Diagnostic> = found.into_iter().filter(|fault| fault.code == code.name).collect();
    assert!(!own.is_empty(), "the case of {} does not give it", code.name);
    assert!(own.iter().all(|fault| !fault.help.is_empty()), "{} does not say what to do", code.name);
    let drawn = render_text(&own, false);
    for line in drawn.lines() {
        assert_eq!(line.trim_end(), line, "{}: a line ends in blanks", code.name);
    }
    let path = folder().join(format!("{}.txt", code.name));
    let golden = fs::read_to_string(&path).unwrap_or_default();
    if golden == drawn {
        return None;
    }
    if update() {
        fs::write(&path, drawn).expect("goldens can be written");
        return None;
    }
    Some(format!("{} is stale:\n--- golden\n{golden}\n+++ drawn\n{drawn}", path.display()))
}

fn update() -> bool {
    let is_asked = std::env::var_os("UPDATE_GOLDENS").is_some();
    assert!(!is_asked || std::env::var_os("CI").is_none(), "goldens are not written where they are checked");
    is_asked
}

fn folder() -> PathBuf {
    PathBuf::from("tests/diagnostics")
}

/// The diagnostics of a code's case.
fn load(code: &str) -> Vec<Diagnostic> {
    let file = folder().join(format!("{code}.toml"));
    let case = folder().join(code);
    let pack = match code {
        "pattern-too-long" => Pack::from_toml("long", &long_pattern()),
        _ if file.is_file() => Pack::load(&file).expect("the case is there"),
        _ if case.join("pack.toml").is_file() => Pack::load(&case).expect("the case is there"),
        _ => Pack::load_all(&parts(&case)).expect("the case is there"),
    };
    pack.diagnostics().to_vec()
}

/// A case that would be a nuisance to keep as a file.
fn long_pattern() -> String {
    let words = vec!["\"word\""; 10_000].join(" ");
    format!("[type.A]\n[[rule]]\nname = 'a'\ntag = 'A'\npattern = '{words}'\n")
}

fn parts(case: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(case).unwrap_or_else(|_| panic!("no case: {}", case.display()));
    let mut parts: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    parts.sort();
    parts
}

#[test]
fn every_page_shows_a_wrong_example_and_a_right_one() {
    for code in CODES {
        let lines: Vec<&str> = code.page.lines().collect();
        assert_eq!(lines[0], format!("# {}", code.name));
        assert!(lines[2].to_lowercase().starts_with(&code.summary.to_lowercase()), "{}: {}", code.name, lines[2]);
        let severity = format!("{:?}", code.severity).to_lowercase();
        assert!(lines[2].ends_with(&format!(". ({severity})")), "{}: {}", code.name, lines[2]);
        let wrong = snippet(code.page, "## Wrong");
        let right = snippet(code.page, "## Right");
        let Some(wrong) = wrong else { continue };
        let case = fs::read_to_string(folder().join(format!("{}.toml", code.name))).expect("the case is a file");
        assert_eq!(wrong, case, "{}: the page shows what the case holds", code.name);
        let room = tempfile::tempdir().expect("a folder can be made");
        let file = room.path().join("right.toml");
        fs::write(&file, right.expect("a wrong example has a right one")).expect("the folder takes a file");
        let right = Pack::load(&file).expect("the file is there");
        let drawn = render_text(right.diagnostics(), false);
        let is_right = right.diagnostics().iter().all(|fault| fault.code != code.name && BESIDE.contains(&fault.code));
        assert!(is_right || BESIDE.contains(&code.name) && right.diagnostics().is_empty(), "{}: {drawn}", code.name);
    }
}

/// The TOML under a heading of a page; other text is not for running.
fn snippet<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let from = page.split_once(heading)?.1.split_once("```toml\n")?.1;
    let before = page.split_once(heading)?.1.split_once("```")?.1;
    before.starts_with("toml\n").then_some(())?;
    Some(from.split_once("```")?.0)
}

#[test]
fn no_case_golden_or_page_is_left_over() {
    let known = |name: &str| CODES.iter().any(|code| code.name == name);
    for folder in [folder(), PathBuf::from("docs/diagnostics")] {
        for path in parts(&folder) {
            let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            assert!(known(&name), "{} belongs to no code", path.display());
        }
    }
}

#[test]
fn json_gives_places_in_lines_and_characters() {
    let pack = Pack::from_toml("é", "[type.\"Ärzte\"]\n[list.\"é\"]\nwords = ['é', \"é\"]\ntype = 'Ärzt'\n");
    assert_eq!(
        render_json(pack.diagnostics()),
        concat!(
            r#"[{"code":"duplicate-entry","severity":"warning","message":"`é` is in the list already","#,
            r#""file":"é.toml","line":3,"column":15,"end":{"line":3,"column":18},"labels":[],"#,
            r#""help":["remove it here, or in é.toml:3"]},"#,
            r#"{"code":"unknown-type","severity":"error","message":"unknown type `Ärzt`","#,
            r#""file":"é.toml","line":4,"column":8,"end":{"line":4,"column":14},"labels":[],"#,
            r#""help":["did you mean `Ärzte`?"]}]"#
        )
    );
}

#[test]
fn a_drawing_keeps_to_eighty_columns() {
    let long = format!("[type.A]\n[list.a]\nwords = ['{}', 'x', 'x']\ntype = 'A'\n", "word ".repeat(100));
    let drawn = render_text(Pack::from_toml("a", &long).diagnostics(), false);
    assert!(drawn.contains("`x` is in the list already"), "{drawn}");
    for line in drawn.lines() {
        assert!(line.chars().count() <= 80, "{} columns: {line}", line.chars().count());
    }
}
