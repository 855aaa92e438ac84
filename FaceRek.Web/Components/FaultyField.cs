using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FaceRek.Web.Components;

/// <summary>A field that came back with a fault says so to those who do not see its red border, and leads them to the sentence in the list of faults.</summary>
[HtmlTargetElement("input", Attributes = "[class^='input']", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "[class^='input']")]
[HtmlTargetElement("textarea", Attributes = "[class^='input']")]
public sealed class FaultyField : TagHelper
{
    private const string Invalid = "aria-invalid",
        DescribedBy = "aria-describedby";

    /// <summary>After the framework's own, which turn asp-for into a name.</summary>
    public override int Order => 1;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Where the sentence about <paramref name="field"/> stands.</summary>
    public static string SentenceId(string field) => $"fault-{IdOf(field)}";

    /// <summary>The id that the framework gives the input of <paramref name="field"/>.</summary>
    public static string IdOf(string field) => TagBuilder.CreateSanitizedId(field, "_");

    /// <summary>Only the first thing on a page that asks for the focus gets it.</summary>
    public static bool TakesFocus(HttpContext http) => http.Items.TryAdd(typeof(FaultyField), null);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A page that shows the sentence beside its field has said all this by hand, and has no list that takes the focus.
        if (output.Attributes[Invalid]?.Value.ToString() is "true" && TakesFocus(ViewContext.HttpContext))
        {
            output.Attributes.SetAttribute(new TagHelperAttribute("autofocus"));
        }
        if (output.Attributes.ContainsName(Invalid) || output.Attributes["name"]?.Value.ToString() is not { } name)
        {
            return;
        }
        if (ViewContext.ModelState[name] is not { Errors.Count: > 0 })
        {
            return;
        }
        output.Attributes.SetAttribute(Invalid, "true");
        output.Attributes.SetAttribute(
            DescribedBy,
            $"{SentenceId(name)} {output.Attributes[DescribedBy]?.Value}".TrimEnd()
        );
    }
}
