namespace FaceRek.Web.Components;

/// <summary>One style sheet for each block, see <c>wwwroot/css/blocks</c>; a test compares the list with the folder.</summary>
public static class StyleBlocks
{
    public static readonly IReadOnlyList<string> All =
    [
        "badge",
        "board",
        "button",
        "calendar",
        "camera",
        "card",
        "chart",
        "compare",
        "form",
        "graph",
        "home",
        "nav",
        "notice",
        "plan",
        "scores",
        "sheet",
        "shell",
        "site",
        "table",
    ];
}
