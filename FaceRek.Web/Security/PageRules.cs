using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Security;

/// <summary>What a page of an organization asks of a caller. It stands on the model of each such page, else the application does not start.</summary>
/// <param name="role">The least role that opens the page.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class RequiresAttribute(Role role) : AuthorizeAttribute(role.ToString()), IReadOnlyRule
{
    /// <summary>Whether its form works while the organization can only be read.</summary>
    public ReadOnlyAccess WhenReadOnly { get; init; }

    ReadOnlyAccess IReadOnlyRule.Gate => WhenReadOnly;
}

/// <summary>A page that says nothing would be open to every member of an organization: such a page ends the start.</summary>
internal static class PageRules
{
    private const string OrganizationFolder = "/Pages/Organization/";

    /// <exception cref="InvalidOperationException">A page of an organization says nothing.</exception>
    public static void Check(IServiceProvider services) => Check(PagesOf(services));

    public static void Check(IEnumerable<(string Path, Type Page)> pages)
    {
        var silent = pages
            .Where(page => page.Path.StartsWith(OrganizationFolder, StringComparison.Ordinal) && !SaysWho(page.Page))
            .Select(page => page.Path)
            .ToList();
        if (silent.Count > 0)
        {
            throw new InvalidOperationException($"[Requires] is missing on the model of {string.Join(", ", silent)}.");
        }
    }

    /// <summary>Every page with the class it was compiled to.</summary>
    public static IEnumerable<(string Path, Type Page)> PagesOf(IServiceProvider services)
    {
        var views = new ViewsFeature();
        services.GetRequiredService<ApplicationPartManager>().PopulateFeature(views);
        return from view in views.ViewDescriptors
            where typeof(PageBase).IsAssignableFrom(view.Type)
            select (view.RelativePath, view.Type!);
    }

    /// <summary>The model of a page without one is the page itself.</summary>
    private static bool SaysWho(Type page) =>
        page.GetProperty("Model")?.PropertyType is { } model && Attribute.IsDefined(model, typeof(RequiresAttribute));
}
