//! The pages about the shipped packs are those that the program writes.

use std::fs;

use nutgraf::Pack;
use nutgraf::pack::PackId;
use nutgraf::writer::pack_page;

use crate::command::{MEETINGS, Room};

#[test]
fn the_page_of_each_shipped_pack_is_fresh() {
    let update = std::env::var_os("UPDATE_GOLDENS").is_some() && std::env::var_os("CI").is_none();
    for name in Pack::shipped() {
        let path = format!("docs/packs/{name}.md");
        let page = page_of(name);
        if update {
            fs::write(&path, &page).expect("the page can be written");
        }
        let checked_in = fs::read_to_string(&path).unwrap_or_default();
        assert!(checked_in == page, "{path} is stale: UPDATE_GOLDENS=1 writes it anew");
    }
}

#[test]
fn every_page_is_of_a_shipped_pack() {
    let shipped = Pack::shipped();
    for entry in fs::read_dir("docs/packs").expect("the folder is there") {
        let name = entry.expect("it can be read").file_name().to_string_lossy().into_owned();
        assert!(name.strip_suffix(".md").is_some_and(|pack| shipped.contains(&pack)), "no pack has the page {name}");
    }
}

#[test]
fn a_pack_of_ones_own_gets_a_page() {
    let room = Room::new(&[("meetings.toml", MEETINGS.as_bytes())]);
    let page = room.run(&["doc", "meetings.toml"]).clean();
    for line in [
        "# meetings",
        "## Meeting",
        "Persons met.",
        "| `participant` | `Person` | 2 or more |",
        "| `place` | `Place` | at most one |",
        "**x-met-y** (meetings.toml)",
        "- *Ann met Bob in Porto.* → participant Ann and Bob; place Porto",
        "- *Ann saw Bob in Porto.* says nothing of the kind.",
        "| `people` | 3 | `Person` |  |",
        "| `denial` | `polarity = negative` | behind its words |",
    ] {
        assert!(page.lines().any(|written| written == line), "{line} is not in\n{page}");
    }
}

#[test]
fn a_pack_that_is_not_there_gets_an_error() {
    let done = Room::new(&[]).run(&["doc", "politcs"]);
    assert_eq!(done.code, Some(2));
    assert!(done.err.contains("no such pack"), "{}", done.err);
}

fn page_of(name: &str) -> String {
    let pack = Pack::load(name).expect("a shipped pack loads");
    let number = pack.rules().packs.iter().position(|known| &*known.name == name).expect("it is among its packs");
    pack_page(pack.rules(), PackId(number as u32))
}
