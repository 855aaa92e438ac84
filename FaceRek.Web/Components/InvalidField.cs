using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace FaceRek.Web.Components;

/// <summary>
/// Marks a field with an error for users who do not see its red border, and links it to the sentence in the list of
/// errors.
/// </summary>
[HtmlTargetElement("input", Attributes = "[class^='input']", TagStructure = TagStructure.WithoutEndTag)]
[HtmlTargetElement("select", Attributes = "[class^='input']")]
[HtmlTargetElement("textarea", Attributes = "[class^='input']")]
public sealed class InvalidField : TagHelper
{
    private const string Invalid = "aria-invalid",
        DescribedBy = "aria-describedby";

    /// <summary>After the framework's own tag helpers, which turn asp-for into a name.</summary>
    public override int Order => 1;

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The id of the sentence about <paramref name="field"/>.</summary>
    public static string SentenceId(string field) => $"error-{IdOf(field)}";

    /// <summary>The id that the framework gives the input of <paramref name="field"/>.</summary>
    public static string IdOf(string field) => TagBuilder.CreateSanitizedId(field, "_");

    /// <summary>Only the first element on a page that requests the focus gets it.</summary>
    public static bool TakesFocus(HttpContext http) => http.Items.TryAdd(typeof(InvalidField), null);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A page that shows the sentence beside its field has already set all of this, and has no list that takes the focus.
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
