"""The one table that ties StreamField block ↔ Markdown block ↔ template.

A `BlockSpec` says which fields a block has, what type each field is, and where the field stands in the block's
Markdown. From this table

* `cms.publishing.blocks` builds the StreamField blocks that editors see,
* `body.py` writes and reads the Markdown (`pymdownx.blocks` syntax),
* the renderer takes the template `blocks/<name>.html` of the theme,
* the check walks over every reference.

To add a block: one entry here and one template. Labels and help texts are English source strings; `gettext_noop` marks
them for the catalogue, and the CMS translates them. Pure.
"""

from __future__ import annotations

from site_builder.documents.block_specs import BlockSpec, FieldSpec, FieldType, Place
from site_builder.documents.kinds import Kind


def gettext_noop(message: str) -> str:
    """Mark a string for the message catalogue without translating it."""
    return message


def _line(name: str, label: str, place: Place = Place.OPTION, *, required: bool = False, help: str = "") -> FieldSpec:
    return FieldSpec(name, FieldType.LINE, place, label, is_required=required, help_text=help)


def _header(name: str, label: str, *, required: bool = False, help: str = "") -> FieldSpec:
    return _line(name, label, Place.HEADER, required=required, help=help)


def _rich(name: str, label: str, *, required: bool = True, help: str = "") -> FieldSpec:
    return FieldSpec(name, FieldType.RICH, Place.CONTENT, label, is_required=required, help_text=help)


def _title(initial: str = "") -> FieldSpec:
    return FieldSpec("title", FieldType.LINE, Place.HEADER, _("Title"), is_required=True, initial=initial)


def _recording(help: str) -> FieldSpec:
    return FieldSpec("audio", FieldType.AUDIO, Place.OPTION, _("Recording"), help_text=help)


def _script(initial: str = "", *, help: str = "") -> FieldSpec:
    return FieldSpec("script", FieldType.TEXT, Place.CONTENT, _("Script"), initial=initial, help_text=help)


def _pages(label: str, *, required: bool = False, help: str = "") -> FieldSpec:
    return FieldSpec("pages", FieldType.DOCUMENTS, Place.OPTION, label, is_required=required, help_text=help)


def _items(name: str, label: str, item: BlockSpec) -> FieldSpec:
    return FieldSpec(name, FieldType.ITEMS, Place.CONTENT, label, is_required=True, item=item)


_ = gettext_noop
_BULLETIN = frozenset({Kind.BULLETIN})
_PATHWAY = frozenset({Kind.PATHWAY})


_STEP_NAME = FieldSpec(
    "name",
    FieldType.STEP,
    Place.OPTION,
    _("Short name"),
    is_required=True,
    help_text=_("Choices lead here by this name, and it ends the address. One to three words, e.g. ở bao lâu."),
)

STEP = BlockSpec(
    "step",
    _("Step"),
    "arrow-right",
    (
        _header("title", _("What to do"), required=True, help=_("Begin with a verb: Prepare, Bring, File, Collect.")),
        _rich("body", _("Details"), required=False),
    ),
)
FACT = BlockSpec(
    "fact",
    _("Fact"),
    "pick",
    (_header("label", _("Label"), required=True), _rich("value", _("Value"))),
)
QUESTION = BlockSpec(
    "question",
    _("Question"),
    "help",
    (
        _header("question", _("Question"), required=True, help=_("In the words of a resident.")),
        _rich("answer", _("Answer")),
    ),
)
CHOICE = BlockSpec(
    "choice",
    _("Choice"),
    "arrow-right",
    (
        _header("label", _("Choice"), required=True, help=_("What a resident says: From 30 days on.")),
        FieldSpec(
            "next",
            FieldType.STEP,
            Place.OPTION,
            _("Goes on to"),
            help_text=_("The short name of a question or an answer of this guide."),
        ),
        FieldSpec(
            "page",
            FieldType.DOCUMENT,
            Place.OPTION,
            _("Or leads to the page"),
            help_text=_("When the choice is all that needs to be known: the page that explains the matter."),
        ),
    ),
)

BLOCKS: tuple[BlockSpec, ...] = (
    BlockSpec("text", _("Text"), "pilcrow", (_rich("body", _("Text")),), is_fenced=False),
    BlockSpec(
        "heading",
        _("Heading"),
        "title",
        (
            FieldSpec(
                "level",
                FieldType.CHOICE,
                Place.OPTION,
                _("Level"),
                default="2",
                choices=(("2", _("Heading")), ("3", _("Sub-heading"))),
            ),
            _line("text", _("Heading"), Place.CONTENT, required=True),
        ),
        is_fenced=False,
    ),
    BlockSpec(
        "situation",
        _("The situation"),
        "group",
        (_rich("body", _("What happened")),),
        kinds=frozenset({Kind.STORY}),
        min_count=1,
        max_count=1,
    ),
    BlockSpec(
        "law_says",
        _("What the law says"),
        "doc-full",
        (_rich("body", _("What the law says")),),
        kinds=frozenset({Kind.STORY}),
        min_count=1,
        max_count=1,
    ),
    BlockSpec(
        "to_do",
        _("What to do"),
        "tick",
        (_rich("body", _("What to do")),),
        kinds=frozenset({Kind.STORY}),
        min_count=1,
        max_count=1,
    ),
    BlockSpec(
        "steps",
        _("Steps"),
        "list-ol",
        (_header("title", _("Title")), _items("items", _("Steps"), STEP)),
        help_text=_("What to do, one action in each step."),
    ),
    BlockSpec(
        "warning",
        _("Warning"),
        "warning",
        (_header("title", _("Title")), _rich("body", _("Text"))),
        help_text=_("Something a reader must not miss: a penalty, a deadline, a fraud."),
    ),
    BlockSpec(
        "facts",
        _("Key facts"),
        "list-ul",
        (_header("title", _("Title")), _items("items", _("Facts"), FACT)),
    ),
    BlockSpec(
        "table",
        _("Table"),
        "table",
        (
            _header("caption", _("Caption"), required=True, help=_("Says what the table shows; read out first.")),
            FieldSpec("has_header_row", FieldType.BOOL, Place.OPTION, _("First row is a header"), default=True),
            FieldSpec("has_header_column", FieldType.BOOL, Place.OPTION, _("First column is a header")),
            FieldSpec("rows", FieldType.ROWS, Place.CONTENT, _("Rows"), is_required=True),
        ),
    ),
    BlockSpec(
        "image",
        _("Image"),
        "image",
        (
            FieldSpec("image", FieldType.IMAGE, Place.OPTION, _("Image"), is_required=True),
            _line(
                "alt",
                _("Alternative text"),
                help=_("What the picture tells, for those who cannot see it. Empty: the image's own text is used."),
            ),
            _line("caption", _("Caption")),
        ),
    ),
    BlockSpec(
        "audio",
        _("Audio"),
        "media",
        (
            FieldSpec("audio", FieldType.AUDIO, Place.OPTION, _("Recording"), is_required=True),
            _line("caption", _("Caption")),
        ),
    ),
    BlockSpec(
        "video",
        _("Video"),
        "media",
        (
            FieldSpec("video", FieldType.VIDEO, Place.OPTION, _("Video"), is_required=True),
            _line("caption", _("Caption")),
        ),
    ),
    BlockSpec(
        "quote",
        _("Quote"),
        "openquote",
        (_header("source", _("Who says it")), _rich("text", _("Quote"))),
    ),
    BlockSpec(
        "cite",
        _("Legal citation"),
        "doc-full-inverse",
        (
            FieldSpec("law", FieldType.LAW, Place.OPTION, _("Law"), is_required=True),
            _line("article", _("Article (điều)"), help=_("Number only, e.g. 20.")),
            _line("clause", _("Clause (khoản)"), help=_("Number only, e.g. 1.")),
            _line("point", _("Point (điểm)"), help=_("Letter only, e.g. đ.")),
            _rich("says", _("What it says"), required=False, help=_("Word for word, or in plain words.")),
        ),
    ),
    BlockSpec(
        "questions",
        _("Questions and answers"),
        "help",
        (_header("title", _("Title")), _items("items", _("Questions"), QUESTION)),
    ),
    BlockSpec(
        "term",
        _("Glossary term"),
        "openquote",
        (_header("term", _("Term"), required=True), _rich("meaning", _("Meaning"))),
    ),
    BlockSpec(
        "download",
        _("Download"),
        "download",
        (
            _header("title", _("Title"), required=True),
            FieldSpec("file", FieldType.DOWNLOAD, Place.OPTION, _("File"), is_required=True),
        ),
    ),
    BlockSpec(
        "related",
        _("Related pages"),
        "link",
        (
            _header("title", _("Title")),
            _pages(_("Pages"), required=True),
        ),
    ),
    BlockSpec(
        "chime",
        _("Chime"),
        "media",
        (
            _title(_("Chime")),
            _recording(_("The ward's own signal. Leave it empty for the chime that comes with Tiếng Luật.")),
        ),
        kinds=_BULLETIN,
        help_text=_("Tells listeners that the bulletin begins."),
    ),
    BlockSpec(
        "greeting",
        _("Greeting"),
        "group",
        (
            _title(_("Greeting")),
            _recording(_("Of the presenter. Leave it empty to have the greeting below read.")),
            FieldSpec(
                "opening", FieldType.LINE, Place.OPTION, _("Words of greeting"), initial=_("Good day, residents.")
            ),
            FieldSpec(
                "day",
                FieldType.DATE,
                Place.OPTION,
                _("Day of the broadcast"),
                help_text=_("Read as “Hôm nay là thứ Sáu, ngày…”. Leave it empty for a bulletin of several days."),
            ),
            _script(_("Here is the legal bulletin of the ward."), help=_("What follows the date.")),
        ),
        kinds=_BULLETIN,
    ),
    BlockSpec(
        "piece",
        _("Bulletin piece"),
        "media",
        (
            _title(),
            _recording(_("Leave empty and write a script: the built-in voice reads it.")),
            _line(
                "station",
                _("Programme of another level"),
                help=_("Whose programme it is, when it is not the ward's own: the station of the province."),
            ),
            _script(),
            _pages(_("Pages it is taken from"), help=_("Residents find them under the piece.")),
        ),
        kinds=_BULLETIN,
        min_count=1,
    ),
    BlockSpec(
        "key_point",
        _("The key point again"),
        "repeat",
        (
            _title(_("To remember")),
            _recording(_("Leave empty and write a script: the built-in voice reads it.")),
            _script(help=_("One or two sentences: what residents must do, by when, where.")),
        ),
        kinds=_BULLETIN,
    ),
    BlockSpec(
        "closing",
        _("Closing words"),
        "tick",
        (
            _title(_("Closing words")),
            _recording(_("Leave empty and write a script: the built-in voice reads it.")),
            _script(_("This is the end of the bulletin. Thank you for listening.")),
        ),
        kinds=_BULLETIN,
    ),
    BlockSpec(
        "ask",
        _("Question"),
        "help",
        (
            _header("question", _("Question"), required=True, help=_("In a resident's words, one matter only.")),
            _STEP_NAME,
            _line("hint", _("Help to answer"), help=_("Where one finds the answer, or what a word means.")),
            _items("choices", _("Choices"), CHOICE),
        ),
        help_text=_("Residents see one question on each page. The first one is where they begin."),
        kinds=_PATHWAY,
        min_count=1,
    ),
    BlockSpec(
        "result",
        _("Answer of its own"),
        "tick",
        (
            _header("title", _("The answer in one sentence"), required=True, help=_("E.g. You only report it.")),
            _STEP_NAME,
            _pages(_("Pages to read"), help=_("Of an explainer, who, deadline, cost and place are shown at once.")),
            _line("contact", _("Whom to ask"), help=_("The office, and how to reach it.")),
            _rich("body", _("A few words more"), required=False),
        ),
        help_text=_("Where a choice ends that no page answers by itself."),
        kinds=_PATHWAY,
    ),
)
"""Every block, in the order of the editor's menu."""

_SPECS: dict[str, BlockSpec] = {spec.name: spec for spec in (*BLOCKS, STEP, FACT, QUESTION, CHOICE)}


def find_spec(name: str) -> BlockSpec:
    """The spec of a block or of an item; `ValueError` when there is none of that name."""
    try:
        return _SPECS[name]
    except KeyError:
        raise ValueError(f"there is no block named {name!r}; there are {', '.join(sorted(_SPECS))}") from None


def list_specs(kind: Kind) -> tuple[BlockSpec, ...]:
    """The blocks that a document of this kind may use."""
    return tuple(spec for spec in BLOCKS if spec.kinds is None or kind in spec.kinds)
