//! The canonical form: what it looks like, and that it changes no meaning.

use super::format;

fn check(text: &str, wanted: &str) {
    let formatted = format(text).expect("it is TOML");
    assert_eq!(formatted, wanted);
    assert_eq!(format(&formatted).expect("it is TOML"), formatted, "a second time");
}

#[test]
fn keys_have_an_order_and_their_equals_signs_a_column() {
    check(
        "[[rule]]\npattern='\"a\"'\n   name = \"r\"\ntag= \"T\"\n",
        "[[rule]]\nname    = \"r\"\ntag     = \"T\"\npattern = '\"a\"'\n",
    );
}

#[test]
fn tables_stand_one_blank_line_apart() {
    check(
        "\n\n[type.A]\n[type.B]\n\n\n\nis='A'\n[pattern]\nx='_'\n\n",
        "[type.A]\n\n[type.B]\nis = 'A'\n\n[pattern]\nx = '_'\n",
    );
}

#[test]
fn comments_stay() {
    check(
        "# top\n\n# of A\n[type.A] # a\n  # of about\nabout='x'   # end\n\n\n# of any\nany=[] \n#last\n",
        "# top\n\n# of A\n[type.A] # a\n# of about\nabout = 'x' # end\n\n# of any\nany = []\n#last\n",
    );
}

#[test]
fn a_pattern_is_written_as_it_is_printed_and_keeps_its_lines() {
    check(
        "[pattern]\na = '''\n( who:@Person )  ~meet\n  ( \"with\" )?\n'''\n",
        "[pattern]\na = '''\n(who: @Person) ~meet\n\"with\"?\n'''\n",
    );
    check("[pattern]\na = \"'Apple'\"\n", "[pattern]\na = '''\n'Apple'\n'''\n");
    check("[pattern]\na = '\"a\"|(\"b\"  \"c\")'\n", "[pattern]\na = '\"a\" | \"b\" \"c\"'\n");
}

#[test]
fn a_pattern_with_a_comment_or_a_mistake_stays_as_it_is() {
    check("[pattern]\na = '''\n~meet   // whoever\n'''\n", "[pattern]\na = '''\n~meet   // whoever\n'''\n");
    check("[pattern]\na = '(who'\n", "[pattern]\na = '(who'\n");
}

#[test]
fn an_entry_of_unless_that_is_too_long_becomes_a_block() {
    let words: Vec<String> = (0..16).map(|number| format!("\"word{number}\"")).collect();
    let text = format!("[[rule]]\nunless = ['\"a\"', '{} \"b\"']\n", words.join(" | "));
    let formatted = format(&text).expect("it is TOML");
    assert!(formatted.lines().all(|line| line.len() <= 100), "{formatted}");
    assert!(formatted.contains("    '\"a\"',\n    '''\n    \"word0\" |"), "{formatted}");
    check(&text, &formatted);
    // What fits on a line when it is written anew goes back to one.
    check("[[rule]]\nunless = ['''\n    \"a\"\n    \"b\"\n    ''']\n", "[[rule]]\nunless = ['\"a\" \"b\"']\n");
}

#[test]
fn long_arrays_are_filled_and_those_with_comments_stay() {
    let words: Vec<String> = (0..30).map(|number| format!("\"word{number}\"")).collect();
    let formatted = format(&format!("[list.a]\nwords = [{}]\n", words.join(","))).expect("it is TOML");
    assert!(formatted.lines().all(|line| line.len() <= 100) && formatted.ends_with(",\n]\n"), "{formatted}");
    let kept = "[list.a]\nwords = [\n  \"a\", # one\n  \"b\",\n]\n";
    check(kept, kept);
}

#[test]
fn a_long_pattern_is_broken_between_its_parts() {
    let parts: Vec<String> = (0..20).map(|number| format!("\"word{number}\"")).collect();
    let formatted = format(&format!("[pattern]\na = '{}'\n", parts.join(" "))).expect("it is TOML");
    assert!(formatted.lines().all(|line| line.len() <= 100), "{formatted}");
    assert_eq!(format(&formatted).expect("it is TOML"), formatted);
}

#[test]
fn lines_break_where_the_author_broke_them_and_brackets_stand_in() {
    check(
        "[pattern]\na = '''\n~a (  \"b\"\n| \"c\" \"d\")? _{,4}\n'''\n",
        "[pattern]\na = '''\n~a\n(\"b\"\n  | \"c\" \"d\")?\n_{0,4}\n'''\n",
    );
}

/// A long choice: short alternatives fill lines, long ones have their own; a
/// long condition is broken before its signs.
#[test]
fn what_is_too_long_is_broken_between_the_parts_that_belong_together() {
    let words = r#""government" | "administration" | "authorities" | "parliament" | "ministry" | "embassies""#;
    let test = "[!punct & !@Person & !@Organisation & !@Country & !@Nationality & !@Place & !~government";
    let long = r#"(place: @Place) "and" "then" "also" "in" "the" "old" "market" "town" "of" (place: @Place)"#;
    check(
        &format!(
            "[pattern]\na = '''(who: {words} | \"court\") {test} & !~administration] (\"x\" | {long} | \"yard\")'''\n"
        ),
        &format!(
            "[pattern]\na = '''\n(who: {words}\n  | \"court\")\n{test}\n  & !~administration]\n\
             (\"x\"\n  | {long}\n  | \"yard\")\n'''\n"
        ),
    );
}

#[test]
fn what_is_no_toml_is_an_error_with_its_place() {
    let error = format("[type.A\n").expect_err("the bracket is open");
    assert!(error.contains("line 1"), "{error}");
}

/// The meaning of every shipped rule file is the same before and after, and
/// formatting what is formatted changes nothing.
#[cfg(all(feature = "packs", feature = "reader"))]
#[test]
fn the_shipped_packs_mean_the_same_when_they_are_formatted() {
    use std::path::{Path, PathBuf};

    fn files(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                files(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                found.push(path);
            }
        }
    }
    let digits = regex::Regex::new("(start|end): [0-9]+").expect("a regex");
    let mut found = Vec::new();
    files(Path::new("rules"), &mut found);
    for file in found {
        let text = std::fs::read_to_string(&file).expect("a rule file is text");
        let formatted = format(&text).expect("a shipped file is TOML");
        let again = format(&formatted).expect("it is TOML");
        let moved = again.lines().zip(formatted.lines()).find(|(again, once)| again != once);
        assert_eq!((moved, again.len()), (None, formatted.len()), "{}", file.display());
        let meaning = |text: &str| {
            let pack = crate::Pack::from_toml("p", text);
            let rules = pack.rules();
            let rule = |rule: &crate::pack::RuleDef| {
                format!("{} {:?} {:?} {:?}", rule.name, rule.unless, rule.condition, rule.examples.len())
            };
            let patterns = rules.patterns.iter().map(|known| format!("{} {}", known.name, known.pattern));
            let lists = rules
                .lists
                .iter()
                .map(|list| format!("{} {:?}", list.name, list.entries.iter().map(|e| &e.text).collect::<Vec<_>>()));
            let rules: Vec<String> = rules.rules.iter().map(rule).chain(patterns).chain(lists).collect();
            // Places move with the lines; `Place` compares as equal, but prints.
            (
                pack.diagnostics().len(),
                rules.iter().map(|line| digits.replace_all(line, "").into_owned()).collect::<Vec<_>>(),
            )
        };
        assert_eq!(meaning(&text), meaning(&formatted), "{}", file.display());
        let trees = |text: &str| text.parse::<toml::Table>().expect("it is TOML").len();
        assert_eq!(trees(&text), trees(&formatted));
    }
}
