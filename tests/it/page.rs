//! `nutgraf run --format html`: one page, whole in itself.

use crate::command::Room;

const PAGE: [&str; 5] = ["run", "-r", "meetings.toml", "--format", "html"];

fn page(articles: &[(&str, &[u8])]) -> String {
    let room = Room::with_rules(articles);
    let names: Vec<&str> = articles.iter().map(|(name, _)| *name).collect();
    room.run(&[&PAGE, names.as_slice()].concat()).clean()
}

/// The tags of a page outside of its script, in order, without what stands in them.
fn tags(page: &str) -> Vec<String> {
    let page = page.split("<script>").next().unwrap_or_default();
    let page = page.split_once("</style>").map_or("", |(_, rest)| rest);
    let inner = page.split('<').skip(1).filter_map(|part| part.split('>').next());
    inner.map(|tag| tag.split([' ', '\n']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_page_fetches_nothing() {
    let page = page(&[("a.txt", b"Ann met Bob in Porto."), ("b.txt", b"It rained.")]);
    for word in ["http:", "https:", "src=", "@import", "url(", "<link", "fetch("] {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
}

#[test]
fn every_tag_is_closed_in_its_order() {
    let page = page(&[("a.txt", "Ann met Bob in Porto. Bob met Zoë.\n\nNever Ann met Zoë.".as_bytes())]);
    let mut open: Vec<String> = Vec::new();
    for tag in tags(&page) {
        match tag.strip_prefix('/') {
            Some(name) if ["head", "html", "body", "main"].contains(&name) => {}
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{page}"),
            None if ["body", "main"].contains(&&*tag) => {}
            None => open.push(tag),
        }
    }
    assert_eq!(open, ["noscript"; 0]);
}

#[test]
fn a_fact_is_in_the_text_in_the_panel_and_in_the_table_with_its_trace() {
    let page = page(&[("a.txt", b"So Ann met Bob in Porto.")]);
    assert!(page.contains("aria-label=\"Fact 1: Meeting\">1</button>"), "{page}");
    assert!(page.contains("data-f=\"1\" data-r=\"1:participant\">Ann</span>"), "{page}");
    assert!(page.contains("<dt>participant</dt><dd>Ann <small>Person</small></dd>"), "{page}");
    assert!(page.contains("<code>&quot;met&quot;</code> <q>met</q>"), "{page}");
    assert!(page.contains("list meetings/people, entry `Ann` (meetings.toml:"), "{page}");
    assert!(page.contains("<th scope=\"row\">Meeting</th>"), "{page}");
    let id = page.split("aria-controls=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
}

#[test]
fn nothing_in_an_article_becomes_markup() {
    let page = page(&[("a.txt", b"<script>alert(1)</script> Ann met Bob & \"Co\". <b onclick='x'>")]);
    assert_eq!(page.matches("<script>").count(), 1);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && !page.contains("<b onclick"), "{page}");
}

#[test]
fn facts_that_overlap_are_cut_into_pieces_and_no_text_is_lost() {
    let text = "Ann met Bob. Never Bob met Ann, and Bob met Zoe.";
    let page = page(&[("a.txt", text.as_bytes())]);
    let body =
        page.split("<div class=\"text\">").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap_or_default();
    let mut shown = String::new();
    let mut rest = body.to_owned();
    while let Some((before, after)) = rest.split_once("<button") {
        let after = after.split_once("</button>").map_or("", |(_, after)| after).to_owned();
        rest = format!("{before}{after}");
    }
    for part in rest.split('<') {
        shown.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    assert_eq!(shown.trim(), text);
}
