//! Loading as a whole.
#![expect(clippy::unwrap_used, reason = "tests")]

mod checks;

use super::*;

fn codes(text: &str) -> Vec<&'static str> {
    Pack::from_toml("test", text).diagnostics().iter().map(|fault| fault.code).collect()
}

const MEETING: &str = r#"
[pack]
name     = "diplomacy"
about    = "Who met, visited, backed or signed with whom."
language = "en"

[type.Person]
[type.Org]
[type.Place]
[type.Country]
is = "Place"

[list.people]
words = ["Putin", "Khamenei"]
type = "Person"

[list.orgs]
words = ["the United Nations"]
type = "Org"

[list.countries]
words = ["Iran"]
type = "Country"

[type.Party]
about = "Anyone who can act: a person, an organisation, a state."
any   = ["Person", "Org", "Country"]

[type.Meeting]
about = "Parties met, held talks, or are to do so."
roles = { participant = "Party{2,}", place = "Place?" }

[list.talk-noun]
words = ["talks", "negotiations", "a meeting"]
match = "lemma"

[pattern]
hold-talks = '~hold @talk-noun "with"'

[[rule]]
name    = "x-met-y"
tag     = "Meeting"
pattern = '''
(participant: @Party) (~meet "with"? | @hold-talks) (participant: @Party)
(... "in" (place: @Place))?
'''
unless  = ['~meet "the"? ("criteria" | "deadline" | "expectations")']
set     = { kind = "talks" }
where   = 'participant distinct'

[[rule.example]]
text  = "Putin met with Khamenei in Tehran on Monday."
facts = [{ participant = ["Putin", "Khamenei"], place = "Tehran" }]

[[rule.example]]
text  = "The talks met with silence."
facts = []

[[context]]
name    = "denial"
trigger = '~deny | ~refuse "to" | "not" | "never"'
scope   = "forward"
until   = '"but" | ";" '
set     = { polarity = "negative" }
"#;

#[test]
fn a_pack_without_a_fault_is_read_whole() {
    let pack = Pack::from_toml("test", MEETING);
    assert_eq!(pack.diagnostics(), [], "{}", diagnostic::render_text(pack.diagnostics(), false));
    let rules = pack.rules();
    assert_eq!(&*rules.packs[0].name, "diplomacy");
    assert_eq!(rules.rules.len(), 1);
    assert_eq!(rules.rules[0].examples.len(), 2);
    assert_eq!(rules.contexts.len(), 1);
    assert_eq!(&*rules.rules[0].at.file, "test.toml");
    let Some(Reference::Type(party)) = rules.resolve(PackId(0), "Party") else { panic!("a type") };
    let below: Vec<&str> = rules.subtypes(party).iter().map(|id| &*rules.types[id.0 as usize].name).collect();
    assert_eq!(below, ["Country", "Org", "Party", "Person"]);
    let Some(Reference::Type(country)) = rules.resolve(PackId(0), "Country") else { panic!("a type") };
    assert_eq!(&*rules.types[rules.root(country).0 as usize].name, "Place");
}

#[test]
fn a_misspelt_name_is_underlined_inside_the_pattern() {
    let text = MEETING.replace("(participant: @Party)\n(...", "(participant: @Prty)\n(...");
    let pack = Pack::from_toml("test", &text);
    let fault = &pack.diagnostics()[0];
    assert_eq!((fault.code, &text[fault.labels[0].span.clone()]), ("unknown-name", "@Prty"));
    assert_eq!(fault.help, ["did you mean `@Party`?"]);
    assert!(pack.rules().rules.is_empty());
    assert_eq!(pack.rules().lists.len(), 4);
}

#[test]
fn all_faults_of_a_file_come_at_once() {
    let text = MEETING
        .replace("match = \"lemma\"", "match = \"lema\"")
        .replace("set     = { kind", "sets    = { kind")
        .replace("place = \"Place?\"", "place = \"Plaice?\"")
        .replace("scope   = \"forward\"", "scope   = 3");
    assert_eq!(codes(&text), ["unknown-type", "wrong-value", "unknown-key", "wrong-type"]);
}

#[test]
fn the_order_of_tables_changes_nothing() {
    let mut parts: Vec<&str> = MEETING.split("\n\n").filter(|part| !part.contains("[[rule")).collect();
    let rules = parts.len();
    let rule = MEETING.split("\n\n").filter(|part| part.contains("[[rule")).collect::<Vec<_>>().join("\n\n");
    parts.push(&rule);
    let forward = Pack::from_toml("test", &parts.join("\n\n"));
    parts[1..rules].reverse();
    let backward = Pack::from_toml("test", &parts.join("\n\n"));
    let names = |pack: &Pack| {
        let rules = pack.rules();
        let types = rules.types.iter().map(|def| def.name.clone());
        types.chain(rules.lists.iter().map(|def| def.name.clone())).collect::<Vec<_>>()
    };
    assert!(!forward.has_errors());
    assert_eq!(names(&forward), names(&backward));
}

#[test]
fn a_pack_sees_what_it_uses_and_nothing_else() {
    struct Two;
    impl Sources for Two {
        fn pack(&self, wanted: &str, _: Origin<'_>) -> Result<PackFiles, Missing> {
            if wanted != "base" {
                return Err(Missing::default());
            }
            Ok(files(
                "base",
                "[type.Person]\n[list.people]\nwords = ['Ann']\ntype = 'Person'\n[list.idle]\nwords=['a']\n",
            ))
        }
        fn list(&self, _: &str, _: Origin<'_>) -> Result<RawFile, Missing> {
            Err(Missing::default())
        }
    }
    fn files(name: &str, text: &str) -> PackFiles {
        let file = RawFile { name: format!("{name}.toml"), bytes: text.as_bytes().to_vec() };
        PackFiles { identity: name.into(), name: name.into(), files: vec![file] }
    }
    let rule = "[type.Greeting]\n[[rule]]\nname = 'r'\ntag = 'Greeting'\npattern = '\"hi\" @Person'\n";
    let user = files("user", &format!("[pack]\nuse = ['base', 'base', 'bse']\n{rule}"));
    let other = files("other", rule);
    let pack = Pack::from_files(vec![user, other], &Two);
    let found: Vec<_> = pack.diagnostics().iter().map(|fault| (fault.code, &*fault.labels[0].file.name)).collect();
    assert_eq!(
        found,
        [
            ("no-counterexample", "other.toml"),
            ("no-example", "other.toml"),
            ("unknown-name", "other.toml"),
            ("unknown-pack", "user.toml"),
            ("no-counterexample", "user.toml"),
            ("no-example", "user.toml"),
        ]
    );
    assert_eq!(pack.rules().packs.iter().map(|pack| &*pack.name).collect::<Vec<_>>(), ["base", "other", "user"]);
    assert_eq!(pack.rules().rules.len(), 1);
}

#[test]
fn rules_run_after_those_that_make_what_they_use() {
    let text = r#"
        [type.A]
        [type.B]
        [type.C]
        is = "B"
        [[rule]]
        name = "z-first"
        tag = "A"
        pattern = '"a"'
        [[rule]]
        name = "y-then"
        tag = "C"
        pattern = '@A "c"'
        [[rule]]
        name = "x-then"
        tag = "B"
        pattern = '@A "b"'
        [[rule]]
        name = "a-last"
        tag = "Date"
        pattern = '@B'
    "#;
    let pack = Pack::from_toml("test", text);
    let rules = pack.rules();
    let order: Vec<Vec<&str>> = strata(rules)
        .iter()
        .map(|stratum| stratum.rules.iter().map(|id| &*rules.rules[id.0 as usize].name).collect())
        .collect();
    assert_eq!(order, [vec!["z-first"], vec!["x-then", "y-then"], vec!["a-last"]]);
}

#[test]
fn a_circle_of_rules_must_be_wanted() {
    let text = |recursive: bool, unless: &str| {
        format!(
            "[type.A]\n[[rule]]\nname = 'r'\ntag = 'A'\npattern = '\"a\" | @A \"b\"'\nunless = {unless}\nrecursive = {recursive}\n\
             [[rule.example]]\ntext = 'a'\nfacts = [{{ text = 'a' }}]\n[[rule.example]]\ntext = 'b'\nfacts = []\n"
        )
    };
    assert_eq!(codes(&text(false, "[]")), ["circular-rules"]);
    assert_eq!(codes(&text(true, "[]")), [""; 0]);
    assert_eq!(codes(&text(true, "'@A'")), ["circular-negation"]);
    let recursive = Pack::from_toml("test", &text(true, "[]"));
    assert!(strata(recursive.rules())[0].recursive);
    assert_eq!(recursive.rules().rules.first().unwrap().unless.len(), 0);
}

/// A pack with something of everything, cut and mended at random places.
fn garbled() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let scraps = prop::sample::select(vec![
        "'",
        "\"",
        "'''",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "(",
        ")",
        "=",
        "\n",
        ",",
        "@",
        "~",
        "é",
        "\u{0}",
        "\\u00e9",
        "\\",
        "@Party",
        "any = ['Meeting']\n",
        "is = 'Party'\n",
        "roles = {}\n",
        "(?= ",
        "recursive = true\n",
        "(self: ",
    ]);
    proptest::collection::vec((0..MEETING.len(), 0..12_usize, scraps), 1..6).prop_map(|edits| {
        let mut text = MEETING.to_owned();
        for (at, taken, scrap) in edits {
            let floor = |mut at: usize| {
                at = at.min(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let range = floor(at)..floor(at + taken);
            text.replace_range(range, scrap);
        }
        text
    })
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_rule_file_makes_loading_or_drawing_panic(text in garbled()) {
        let pack = Pack::from_toml("test", &text);
        let drawn = diagnostic::render_text(pack.diagnostics(), false);
        proptest::prop_assert_eq!(drawn.is_empty(), pack.diagnostics().is_empty());
        diagnostic::render_json(pack.diagnostics());
        strata(pack.rules());
    }
}

#[test]
fn the_order_of_files_changes_nothing() {
    let parts: Vec<&str> = MEETING.split("\n[[rule]]").collect();
    let files = |order: [usize; 2]| {
        let texts = [parts[0].to_owned(), format!("[[rule]]{}", parts[1])];
        let file = |n: usize| RawFile { name: format!("{n}.toml"), bytes: texts[n].clone().into_bytes() };
        PackFiles { identity: "a".into(), name: "a".into(), files: order.into_iter().map(file).collect() }
    };
    let loaded = |order| {
        let pack = Pack::from_files(vec![files(order)], &NoSources);
        assert!(!pack.has_errors());
        format!("{:?}", pack.rules())
    };
    assert_eq!(loaded([0, 1]), loaded([1, 0]));
}

#[test]
fn days_have_an_order_and_other_words_have_none() {
    let rule = |condition: &str| format!("[type.A]\n[[rule]]\nname = 'r'\ntag = 'A'\npattern = '@Date[{condition}]'\n");
    let errors = |condition: &str| -> Vec<&str> {
        codes(&rule(condition)).into_iter().filter(|code| !code.starts_with("no-")).collect()
    };
    assert_eq!(errors("value >= 2015-11-01"), [""; 0]);
    assert_eq!(errors("value < \"2015\""), [""; 0]);
    assert_eq!(errors("value < soon"), ["wrong-comparison"]);
}

#[test]
fn what_is_loaded_again_is_what_would_be_loaded_anew() {
    let files = |text: &str| {
        let file = RawFile { name: "diplomacy.toml".into(), bytes: text.into() };
        vec![PackFiles { identity: "diplomacy".into(), name: "diplomacy".into(), files: vec![file] }]
    };
    let told = |pack: &Pack| format!("{:?} {:?}", pack.rules(), pack.diagnostics());
    let mut pack = Pack::from_files(files(MEETING), &NoSources);
    let broken = MEETING.replace("(participant: @Party) (~meet", "(participant: @Party) ~meet (");
    let changed = MEETING.replace("'~hold @talk-noun \"with\"'", "'~hold @talk-noun \"with\" \"all\"?'");
    for text in [&changed, &broken, MEETING] {
        pack = pack.again(files(text), &NoSources);
        assert_eq!(told(&pack), told(&Pack::from_files(files(text), &NoSources)));
    }
}
