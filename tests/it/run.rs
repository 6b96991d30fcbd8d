//! `nutgraf run`: what goes in, what comes out, and how it ends.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::command::{Room, finish};

const JSON: [&str; 5] = ["run", "-r", "meetings.toml", "--format", "jsonl"];
const TEXT: [&str; 3] = ["run", "-r", "meetings.toml"];

fn with<'a>(start: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [start, more].concat()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
}

/// The articles that gave facts, in order.
fn docs(out: &str) -> Vec<String> {
    let doc = |line: &str| serde_json::from_str::<Value>(line).unwrap()["doc"].as_str().unwrap().to_owned();
    out.lines().map(doc).collect()
}

#[test]
fn a_fact_is_one_json_object_with_its_keys_in_order() {
    let room = Room::with_rules(&[("a.txt", b"It rained. Ann met Bob in Porto.")]);
    assert_eq!(
        room.run(&with(&JSON, &["a.txt"])).clean(),
        concat!(
            r#"{"doc":"a","type":"Meeting","roles":{"participant":[{"text":"Ann","span":[11,14],"type":"Person","entity":"Ann"},"#,
            r#"{"text":"Bob","span":[19,22],"type":"Person","entity":"Bob"}],"#,
            r#""place":[{"text":"Porto","span":[26,31],"type":"Place","entity":"Porto"}]},"#,
            r#""attrs":{"modality":"asserted","polarity":"positive"},"span":[11,31],"sentence":1,"#,
            r#""rule":"meetings/x-met-y","at":"meetings.toml:17"}"#,
            "\n"
        )
    );
}

#[test]
fn more_tellings_of_a_fact_stand_beside_the_first() {
    let room = Room::with_rules(&[("a.txt", b"Ann met Bob. So Ann met Bob.")]);
    let out = room.run(&with(&JSON, &["a.txt"])).clean();
    assert_eq!(out.lines().count(), 1);
    let fact: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        fact["also"].to_string(),
        r#"[{"rule":"meetings/x-met-y","at":"meetings.toml:17","span":[16,27],"sentence":1}]"#
    );
    assert_eq!(fact["roles"]["participant"][0]["also"].to_string(), "[[16,19]]");
}

#[test]
fn mentions_come_out_when_they_are_asked_for() {
    let room = Room::with_rules(&[("a.txt", "Hail Zoë!".as_bytes())]);
    assert_eq!(room.run(&with(&JSON, &["a.txt"])).clean(), "");
    let out = room.run(&with(&JSON, &["--mentions", "a.txt"])).clean();
    let start = r#"{"doc":"a","mention":"Person","text":"Zoë","span":[5,8],"sentence":0,"#;
    assert!(out.starts_with(start), "{out}");
    assert!(out.ends_with("\"rule\":\"meetings/people\",\"at\":\"meetings.toml:9\"}\n"), "{out}");
}

#[test]
fn offsets_count_characters_also_behind_astral_ones() {
    let room = Room::with_rules(&[("a.txt", "🎉𝄞 né: Zoë met Ann in Łódź.".as_bytes())]);
    let fact: Value = serde_json::from_str(&room.run(&with(&JSON, &["a.txt"])).clean()).unwrap();
    assert_eq!(fact["span"].to_string(), "[7,26]");
    assert_eq!(
        fact["roles"]["place"][0].to_string(),
        r#"{"text":"Łódź","span":[22,26],"type":"Place","entity":"Łódź"}"#
    );
}

#[test]
fn text_is_for_reading() {
    let room = Room::with_rules(&[("a.txt", b"It rained.\n\nFor all we know, Ann never met her.\nBob never said that Ann met Bob in Porto, where the rain had lasted for weeks.\n"), ("b.txt", b"Nothing.")]);
    assert_eq!(
        room.run(&with(&TEXT, &["a.txt", "b.txt"])).clean(),
        "# a\n\n\
         Meeting  negative\n  participant  Ann · Bob\n  place        Porto\n\n  \
         Bob never said that Ann met Bob in Porto, where the rain had lasted for weeks.\n  \
         meetings/x-met-y (meetings.toml:17)\n\n"
    );
}

#[test]
fn colour_needs_a_terminal_or_force_and_bows_to_no_color() {
    let room = Room::with_rules(&[("a.txt", b"Ann met Bob.")]);
    let arguments = with(&TEXT, &["a.txt"]);
    assert!(!room.run(&arguments).clean().contains('\x1b'));
    let forced = finish(room.command(&arguments).env("CLICOLOR_FORCE", "1"), b"").clean();
    assert!(forced.contains("\x1b[36mAnn\x1b[0m met \x1b[36mBob\x1b[0m."), "{forced:?}");
    let forbidden = finish(room.command(&arguments).env("NO_COLOR", "1"), b"").clean();
    assert!(!forbidden.contains('\x1b'), "{forbidden:?}");
}

#[test]
fn an_article_cannot_steer_the_terminal() {
    let room = Room::with_rules(&[("a.txt", b"\x1b[2J Ann met Bob.")]);
    let forced = finish(room.command(&with(&TEXT, &["a.txt"])).env("CLICOLOR_FORCE", "1"), b"");
    assert!(!forced.out.contains("\x1b[2J"), "{:?}", forced.out);
}

#[test]
fn standard_input_is_an_article_or_lines_of_them() {
    let room = Room::with_rules(&[]);
    assert_eq!(docs(&room.run_with(&JSON, b"Ann met Bob.").clean()), ["stdin"]);
    assert_eq!(docs(&room.run_with(&with(&JSON, &["-"]), &gzip("Ann met Bob.")).clean()), ["stdin"]);
    let lines = b"{\"id\":\"x\",\"text\":\"Ann met Bob.\"}\n{\"id\":7,\"text\":\"Bob met Ann.\"}\n";
    assert_eq!(docs(&room.run_with(&JSON, lines).clean()), ["x", "7"]);
}

#[test]
fn compressed_files_and_folders_are_read() {
    let (a, b) = (gzip("Ann met Bob."), zstd("{\"id\":\"in-b\",\"text\":\"Ann met Bob.\"}\n"));
    let room =
        Room::with_rules(&[("news/a.txt.gz", &a), ("news/deep/b.jsonl.zst", &b), ("news/c.txt", b"Bob met Ann.")]);
    assert_eq!(docs(&room.run(&with(&JSON, &["news"])).clean()), ["a", "c", "in-b"]);
}

#[test]
fn a_broken_line_or_file_is_named_and_skipped_and_the_exit_code_is_2() {
    let lines = b"{\"id\":\"x\",\"text\":\"Ann met Bob.\"}\n{\"id\":\n{\"id\":\"z\",\"text\":\"Ann met Bob.\"}\n";
    let room = Room::with_rules(&[("n.jsonl", lines), ("o.txt", b"caf\xe9"), ("p.txt", b"Ann met Bob.")]);
    let ended = room.run(&with(&JSON, &["n.jsonl", "o.txt", "p.txt", "q.txt"]));
    assert_eq!(ended.code, Some(2));
    assert_eq!(docs(&ended.out), ["x", "z", "p"]);
    let places: Vec<&str> = ended.err.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    assert_eq!(places, ["q.txt", "n.jsonl:2:6", "o.txt"], "{}", ended.err);
}

#[test]
fn a_broken_rule_is_told_and_hides_no_good_one() {
    let room = Room::with_rules(&[("a.txt", b"Ann met Bob.")]);
    let broken = format!("{}\n[[rule]]\nname = 'b'\ntag = 'Meetin'\npattern = '\"x\"'\n", crate::command::MEETINGS);
    room.write("meetings.toml", broken.as_bytes());
    let ended = room.run(&with(&JSON, &["a.txt"]));
    assert_eq!(ended.code, Some(2));
    assert_eq!(docs(&ended.out), ["a"]);
    assert!(ended.err.contains("error[unknown-type]") && ended.err.contains("`Meeting`"), "{}", ended.err);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let line = b"{\"text\":\"Ann met Bob.\"}\n";
    let room = Room::with_rules(&[("many.jsonl", &line.repeat(20_000))]);
    for arguments in [with(&JSON, &["many.jsonl"]), with(&TEXT, &["many.jsonl"])] {
        let mut command = room.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        assert!(first.contains("many:1"), "{first}");
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), &*ended.stderr), (Some(0), &b""[..]));
    }
}

#[test]
fn the_same_bytes_come_out_for_any_number_of_threads_and_any_order_of_files_and_rules() {
    let articles: String = (0..300)
        .map(|n| {
            format!(
                "{{\"id\":\"{n}\",\"text\":\"{} Ann met Bob in Porto. Zoë never met Ann.\"}}\n",
                "Rain. ".repeat(n % 17)
            )
        })
        .collect();
    let second = "[pack]\nname = 'b'\nuse = ['./meetings.toml']\n[[rule]]\nname = 'again'\ntag = 'Meeting'\n\
                  pattern = '(participant: @Person) \"never\"? \"met\" (participant: @Person)'\n";
    let files: [(&str, &[u8]); 3] =
        [("a.jsonl", articles.as_bytes()), ("b.txt", b"Ann met Bob."), ("b.toml", second.as_bytes())];
    let room = Room::with_rules(&files);
    let run = |more: &[&str]| room.run(&with(&["run", "--format", "jsonl", "--mentions"], more)).clean();
    let one = run(&["-j", "1", "a.jsonl", "b.txt", "-r", "meetings.toml", "-r", "b.toml"]);
    assert!(one.lines().count() > 600);
    assert_eq!(one, run(&["-j", "2", "b.txt", "a.jsonl", "-r", "b.toml", "-r", "meetings.toml"]));
    assert_eq!(one, run(&["-j", "7", "b.txt", "a.jsonl", "b.txt", "-r", "b.toml"]));
}

#[test]
fn the_order_of_tables_in_a_rule_file_leaves_no_trace_but_the_line() {
    let (types, rules) = crate::command::MEETINGS.split_once("[[rule]]").unwrap();
    let (rule, context) = rules.split_once("[[context]]").unwrap();
    let turned = format!("[[context]]{context}\n[[rule]]{rule}\n{types}");
    let room = Room::with_rules(&[
        ("a.txt", b"Ann never met Bob in Porto. Ann met Bob."),
        ("turned/meetings.toml", turned.as_bytes()),
    ]);
    let without_place =
        |out: String| out.lines().map(|line| line.split(",\"at\"").next().unwrap().to_owned()).collect::<Vec<_>>();
    let straight = without_place(room.run(&with(&JSON, &["a.txt"])).clean());
    let arguments = ["run", "--format", "jsonl", "a.txt", "-r", "turned/meetings.toml"];
    assert_eq!(straight, without_place(room.run(&arguments).clean()));
}

#[test]
fn facts_of_one_type_or_rule_may_be_asked_for_and_an_unknown_name_is_told() {
    let room = Room::with_rules(&[("a.txt", b"Ann met Bob.")]);
    for filter in [["--type", "Meeting"], ["--rule", "x-met-y"], ["--rule", "meetings/x-met-y"]] {
        assert_eq!(docs(&room.run(&with(&with(&JSON, &["a.txt"]), &filter)).clean()), ["a"]);
    }
    let ended = room.run(&with(&JSON, &["a.txt", "--type", "Meting"]));
    assert_eq!((ended.code, &*ended.err), (Some(2), "error: unknown type `Meting`: did you mean `Meeting`?\n"));
    let ended = room.run(&with(&JSON, &["a.txt", "--rule", "x-met-z"]));
    assert_eq!((ended.code, &*ended.err), (Some(2), "error: unknown rule `x-met-z`: did you mean `x-met-y`?\n"));
}

#[test]
fn a_file_takes_the_output() {
    let room = Room::with_rules(&[("a.txt", b"Ann met Bob.")]);
    assert_eq!(room.run(&with(&JSON, &["a.txt", "-o", "out.jsonl"])).clean(), "");
    assert_eq!(docs(&room.read("out.jsonl")), ["a"]);
    let ended = room.run(&with(&JSON, &["a.txt", "-o", "no/such/out.jsonl"]));
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.starts_with("error: no/such/out.jsonl: "), "{}", ended.err);
}

#[test]
fn notices_go_to_standard_error_and_never_too_many() {
    // A sentence longer than the budget is cut, and that is told.
    let line = format!("{{\"text\":\"{}\"}}\n", "so ".repeat(5_001));
    let room = Room::with_rules(&[("n.jsonl", line.repeat(30).as_bytes())]);
    let ended = room.run(&with(&JSON, &["n.jsonl"]));
    assert_eq!((ended.code, &*ended.out), (Some(0), ""), "{}", ended.err);
    let told: Vec<&str> = ended.err.lines().collect();
    assert_eq!(told.len(), 21, "{}", ended.err);
    assert!(told[0].starts_with("notice: n:1: "), "{}", told[0]);
    assert_eq!(told[20], "notice: and 10 more");
}
