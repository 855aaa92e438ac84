using System.Text.RegularExpressions;
using FaceRek.Web.Hooks;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace FaceRek.Web.Setup;

/// <summary>Folder = URL = feature, in lower case with hyphens. Who may open a page is written on the page.</summary>
internal static partial class PagesSetup
{
    private const string OrganizationFolder = "/Organization";

    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRouting(options => options.LowercaseUrls = true);
        builder.Services.AddRazorComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddAntiforgery(options => OwnCookie(options.Cookie, "facerek-form"));
        builder.Services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(options =>
            OwnCookie(options.Cookie, "facerek-note")
        );
        builder
            .Services.AddRazorPages(options =>
            {
                var pages = options.Conventions;
                pages.AddFolderRouteModelConvention("/", page => KebabCase(page));
                pages.AddFolderRouteModelConvention(OrganizationFolder, page => DropOrganizationFolder(page));
                pages.AddFolderApplicationModelConvention(
                    OrganizationFolder,
                    page => page.EndpointMetadata.Add(new InsideOrganizationAttribute())
                );
            })
            .AddViewLocalization();
        return builder;
    }

    public static WebApplication MapPagesAndEndpoints(this WebApplication app)
    {
        PageRules.Check(app.Services);
        app.MapRazorPages();
        app.MapCapture();
        app.MapApi();
        app.MapStripeHook();
        return app;
    }

    private static void OwnCookie(CookieBuilder cookie, string name)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Strict;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
    }

    private static void KebabCase(PageRouteModel page)
    {
        foreach (var selector in page.Selectors)
        {
            var template = selector.AttributeRouteModel!.Template!;
            // Only the names of folders and files; parameters in braces are not changed.
            selector.AttributeRouteModel.Template = Words().Replace(template, "$1-$2").ToLowerInvariantOutsideBraces();
        }
    }

    private static void DropOrganizationFolder(PageRouteModel page)
    {
        foreach (var selector in page.Selectors)
        {
            var template = selector.AttributeRouteModel!.Template!;
            selector.AttributeRouteModel.Template = template["organization".Length..].TrimStart('/');
        }
    }

    private static string ToLowerInvariantOutsideBraces(this string template)
    {
        var depth = 0;
        return string.Concat(
            template.Select(c =>
            {
                depth += c switch
                {
                    '{' => 1,
                    '}' => -1,
                    _ => 0,
                };
                return depth == 0 ? char.ToLowerInvariant(c) : c;
            })
        );
    }

    [GeneratedRegex(@"([a-z0-9])([A-Z])(?![^{]*\})")]
    private static partial Regex Words();
}
