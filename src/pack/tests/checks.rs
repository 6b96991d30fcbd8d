//! Checks of patterns, types and names, a case a line.
#![expect(clippy::format_collect, reason = "test packs are short")]

use super::super::*;

/// The errors and warnings of a rule file, less those that small cases cannot avoid.
fn codes(text: &str) -> Vec<&'static str> {
    let pack = Pack::from_toml("test", text);
    let codes = pack.diagnostics().iter().map(|fault| fault.code);
    codes.filter(|code| !["no-example", "no-counterexample"].contains(code)).collect()
}

/// What a pattern of a rule gives, in a pack where there are places with a kind and a list of verbs.
#[track_caller]
fn check(pattern: &str, expected: &[&str]) {
    let text = format!(
        "[type.Place]\n[type.Thing]\n[list.verb]\nwords = ['go', 'come']\n[list.city]\nwords = ['Paris']\ntype = 'Place'\n\
         [[rule]]\nname = 'place'\ntag = 'Place'\npattern = \"'Rome'\"\nset = {{ size = 'big' }}\n\
         [[rule]]\nname = 'thing'\ntag = 'Thing'\npattern = '''{pattern} | @verb \"x\"'''\n"
    );
    assert_eq!(codes(&text), expected, "{pattern}");
}

#[test]
fn conditions_ask_for_what_exists() {
    check("[lemma = go & pos != verb & len >= 3 & cap]", &[]);
    check("[lemma in @verb]", &[]);
    check("@Place[size = big & entity = x & len > 3 & cap & !kind]", &[]);
    check("@Place[colour = red]", &["unknown-attribute"]);
    check("[size = big]", &["unknown-attribute"]);
    check("[capital]", &["unknown-attribute"]);
    check("[pos = VRB]", &["unknown-tag"]);
    check("[pos in (NOUN vreb)]", &["unknown-tag"]);
    check("[lemma in @Place]", &["unknown-list"]);
    check("@Place[@Nowhere]", &["unknown-name"]);
}

#[test]
fn conditions_compare_what_can_be_compared() {
    check("[len = three]", &["wrong-comparison"]);
    check("[lemma < 3]", &["wrong-comparison"]);
    check("@Place[size > 3]", &[]);
    check("@Place[size > big]", &["wrong-comparison"]);
}

#[test]
fn demands_that_no_token_meets_are_errors() {
    check("[#NOUN & #VERB]", &["impossible-condition"]);
    check("[#NOUN | #VERB]", &[]);
    check("[!(#NOUN & #VERB)]", &[]);
    check("[\"a\" & \"b\"]", &["impossible-condition"]);
    check("[\"a\" & 'A']", &[]);
    check("[~go & !~go]", &["impossible-condition"]);
    check("[cap & (digit | upper)]", &[]);
    check("[cap & digit]", &["impossible-condition"]);
    check("[punct & (cap & upper)]", &["impossible-condition"]);
    check("[len < 1]", &["impossible-condition"]);
    check("[len = 2.5]", &["impossible-condition"]);
    check("[len > 3 & len < 4]", &["impossible-condition"]);
    check("[len > 3 & len <= 4]", &[]);
    check("[#NOUN | len < 1]", &["impossible-condition"]);
    check("[pos = NOUN & pos = VERB]", &["impossible-condition"]);
    check("[!_]", &["impossible-condition"]);
}

#[test]
fn alternatives_that_never_come_to_their_turn_are_told() {
    let unreachable = &["unreachable-alternative"];
    check("\"a\" | \"b\" | \"A\"", unreachable);
    check("\"a\" | 'A'", unreachable);
    check("'A' | \"a\"", &[]);
    check("(\"a\" | \"a\" \"b\")", unreachable);
    check("(\"a\" | \"a\" \"b\") \"c\"", &[]);
    check("(\"a\" | \"a\" \"b\")+", &[]);
    check("_ | #NOUN", unreachable);
    check("(x: \"a\") | (y: \"a\")", unreachable);
    check("\"z\" (?= \"a\" | \"a\" \"b\")", unreachable);
    check("(?<= \"a\" | \"a\" \"b\") \"z\"", &[]);
}

#[test]
fn what_can_match_nothing_is_an_error_wherever_a_pattern_stands() {
    for pattern in ["\"a\"?", "...", "^", "(?= \"a\")", "\"a\"* | \"b\"", "(x: _{0,3})", ";"] {
        let pack = Pack::from_toml("a", &format!("[type.A]\n[[rule]]\nname='r'\ntag='A'\npattern='''{pattern}'''\n"));
        assert!(pack.has_errors(), "{pattern}");
        assert!(pack.rules().rules.is_empty());
    }
    let unless = "[type.A]\n[[rule]]\nname='r'\ntag='A'\npattern='\"a\"'\nunless=['\"b\"', '\"b\"?']\n";
    assert_eq!(codes(unless), ["empty-match"]);
    let context = "[[context]]\nname='c'\ntrigger='\"a\"?'\nuntil='\"b\"*'\nset={ polarity='negative' }\n";
    assert_eq!(codes(context), ["empty-match", "empty-match"]);
}

#[test]
fn a_named_pattern_that_is_broken_is_told_once_and_takes_its_users_along() {
    let text = "[type.A]\n[pattern]\nbad = '(\"a\"'\nuser = '@bad \"b\"'\n[[rule]]\nname='r'\ntag='A'\npattern='@user'\n\
                [[rule]]\nname='s'\ntag='A'\npattern='\"s\"'\n";
    assert_eq!(codes(text), ["unclosed"]);
    let pack = Pack::from_toml("a", text);
    assert_eq!(pack.rules().rules.iter().map(|rule| &*rule.name).collect::<Vec<_>>(), ["s"]);
    assert!(pack.rules().patterns.is_empty());
    assert_eq!(pack.rules().resolve(PackId(0), "bad"), None);
}

#[test]
fn a_circle_of_named_patterns_is_shown_whole() {
    let text =
        "[type.A]\n[pattern]\na = '\"x\" @b'\nb = '\"y\" @c?'\nc = '@a'\n[[rule]]\nname='r'\ntag='A'\npattern='@a'\n";
    let pack = Pack::from_toml("a", text);
    let titles: Vec<&str> =
        pack.diagnostics().iter().filter(|fault| fault.is_error()).map(|fault| fault.title.as_str()).collect();
    assert_eq!(titles, ["a circle of named patterns: `@a` → `@b` → `@c` → `@a`"]);
    assert!(pack.rules().rules.is_empty());
}

#[test]
fn captures_of_named_patterns_fill_the_roles_of_the_rule() {
    let text = |role: &str| {
        format!(
            "[type.P]\n[list.p]\nwords=['Ann']\ntype='P'\n[type.Meet]\nroles={{ who = 'P{{2}}' }}\n\
             [pattern]\nboth = '({role}: @P) \"and\" (who: @P)'\n[[rule]]\nname='r'\ntag='Meet'\npattern='@both ~meet'\n"
        )
    };
    assert_eq!(codes(&text("who")), [""; 0]);
    assert_eq!(codes(&text("_x")), ["unused-capture", "missing-role"]);
    assert_eq!(codes(&text("whom")), ["unknown-role"]);
}

#[test]
fn a_role_takes_what_may_turn_out_to_be_of_its_type() {
    let rule = |captured: &str, wanted: &str| {
        format!(
            "[type.Place]\n[type.City]\nis='Place'\n[type.Person]\n[type.Party]\nany=['Person']\n\
             [list.c]\nwords=['Rome']\ntype='City'\n[list.p]\nwords=['Ann']\ntype='Person'\n\
             [type.F]\nroles={{ x = '{wanted}' }}\n[[rule]]\nname='r'\ntag='F'\npattern='(x: {captured}) ~go'\n"
        )
    };
    for (captured, wanted) in [
        ("@City", "Place"),
        ("@Place", "City"),
        ("@Person", "Party"),
        ("@Party", "Person"),
        ("@Person | @City", "City"),
    ] {
        assert_eq!(codes(&rule(captured, wanted)), [""; 0], "{captured} for {wanted}");
    }
    assert_eq!(codes(&rule("@Person", "City")), ["impossible-role"]);
    assert_eq!(codes(&rule("@Person", "City | text")), [""; 0]);
    assert_eq!(codes(&rule("[cap] @Person", "City")), [""; 0], "a phrase may be any mention");
}

#[test]
fn packs_that_do_not_use_each_other_may_share_names() {
    struct Shelf;
    impl Sources for Shelf {
        fn pack(&self, wanted: &str, _: Origin<'_>) -> Result<PackFiles, Missing> {
            Ok(one(wanted, &format!("[pack]\nname = '{wanted}'\n[type.Person]\n")))
        }
        fn list(&self, _: &str, _: Origin<'_>) -> Result<RawFile, Missing> {
            Err(Missing::default())
        }
    }
    fn one(name: &str, text: &str) -> PackFiles {
        let file = RawFile { name: format!("{name}.toml"), bytes: text.into() };
        PackFiles { identity: name.into(), name: name.into(), files: vec![file] }
    }
    let load = |packs: Vec<PackFiles>| {
        let pack = Pack::from_files(packs, &Shelf);
        pack.diagnostics().iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(load(vec![one("a", "[type.X]"), one("b", "[type.X]")]), [""; 0]);
    assert_eq!(load(vec![one("a", "[pack]\nuse=['one', 'one']")]), [""; 0]);
    assert_eq!(load(vec![one("a", "[pack]\nuse=['one', 'two']")]), ["name-clash"]);
    let diamond = vec![one("a", "[pack]\nuse=['b', 'one']"), one("b", "[pack]\nname='b'\nuse=['one']\n[type.Y]")];
    assert_eq!(load(diamond), [""; 0]);
    let mutual =
        vec![one("a", "[pack]\nname='a'\nuse=['b']\n[type.X]"), one("b", "[pack]\nname='b'\nuse=['a']\n[type.Y]")];
    assert_eq!(load(mutual), [""; 0]);
}

#[test]
fn named_patterns_that_double_are_too_large_and_told_once() {
    let names: String = (0..40).map(|n| format!("p{n} = '@p{0} @p{0}'\n", n + 1)).collect();
    let text = format!("[type.A]\n[pattern]\n{names}p40 = '\"a\"'\n[[rule]]\nname='r'\ntag='A'\npattern='@p0'\n");
    let found = codes(&text);
    assert!(found.iter().all(|code| *code == "pattern-too-large"), "{found:?}");
    assert!(found.len() <= 3, "{found:?}");
    let chain: String = (0..100).map(|n| format!("p{n} = '\"a\" @p{}'\n", n + 1)).collect();
    let text = format!("[type.A]\n[pattern]\n{chain}p100 = '\"a\"'\n[[rule]]\nname='r'\ntag='A'\npattern='@p0'\n");
    assert_eq!(codes(&text), ["pattern-too-deep"]);
}

#[test]
fn long_lines_of_types_and_rules_are_followed_to_their_end() {
    let count = 2_000;
    let types: String = (1..count).map(|n| format!("[type.T{n}]\nis = 'T{}'\n", n - 1)).collect();
    let pack = Pack::from_toml("a", &format!("[type.T0]\n{types}"));
    assert!(!pack.has_errors());
    let last = TypeId(pack.rules().types.len() as u32 - 1);
    assert_eq!(&*pack.rules().types[pack.rules().root(last).0 as usize].name, "T0");
    let types: String = (0..count).map(|n| format!("[type.T{n}]\n")).collect();
    let rules: String =
        (1..count).map(|n| format!("[[rule]]\nname='r{n}'\ntag='T{n}'\npattern='@T{} \"x\"'\n", n - 1)).collect();
    let pack = Pack::from_toml("a", &format!("{types}{rules}"));
    assert_eq!(strata(pack.rules()).len(), count - 1);
}
