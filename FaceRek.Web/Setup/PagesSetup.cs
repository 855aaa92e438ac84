using System.Text.RegularExpressions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Hooks;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace FaceRek.Web.Setup;

/// <summary>Folder = URL = feature, in lower case with hyphens. Access is set here, folder by folder, and nowhere else.</summary>
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
                pages.AddFolderApplicationModelConvention(OrganizationFolder, ReadOnlyMode.Mark);
                pages.AddFolderApplicationModelConvention(
                    $"{OrganizationFolder}/Billing",
                    page => page.EndpointMetadata.Add(new LeadsToStripeAttribute())
                );
                AllowEverybody(pages);
                AllowByRole(pages);
            })
            .AddViewLocalization();
        return builder;
    }

    public static WebApplication MapPagesAndEndpoints(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapCapture();
        app.MapApi();
        app.MapStripeHook();
        return app;
    }

    private static void AllowEverybody(PageConventionCollection pages)
    {
        foreach (
            var page in new[]
            {
                "/Index",
                "/Pricing",
                "/Contact",
                "/Liveness",
                "/Demo/Index",
                "/Error",
                "/SignIn",
                "/SignOut",
                "/ForgotPassword",
                "/ResetPassword",
                "/Invitation",
            }
        )
        {
            pages.AllowAnonymousToPage(page);
        }
        // The emails of /mail exist in Development only.
        foreach (var folder in new[] { "/SignUp", "/ConfirmEmail", "/Mail" })
        {
            pages.AllowAnonymousToFolder(folder);
        }
    }

    private static void AllowByRole(PageConventionCollection pages)
    {
        pages.AuthorizeFolder(OrganizationFolder, nameof(Role.Employee));
        pages.AuthorizeFolder($"{OrganizationFolder}/Billing", nameof(Role.Owner));
        pages.AuthorizeFolder($"{OrganizationFolder}/People", nameof(Role.Admin));
        pages.AuthorizeFolder($"{OrganizationFolder}/Members", nameof(Role.Admin));
        foreach (var folder in new[] { "TimeOff", "Week", "Reports", "Charts", "RollCall" })
        {
            pages.AuthorizeFolder($"{OrganizationFolder}/{folder}", nameof(Role.Manager));
        }
        pages.AuthorizeFolder($"{OrganizationFolder}/Sites", nameof(Role.Admin));
        pages.AuthorizeFolder($"{OrganizationFolder}/Departments", nameof(Role.Admin));
        pages.AuthorizeFolder($"{OrganizationFolder}/Settings", nameof(Role.Admin));
        pages.AuthorizePage($"{OrganizationFolder}/Settings/Delete", nameof(Role.Owner));
        pages.AuthorizePage($"{OrganizationFolder}/Settings/Sandbox", nameof(Role.Owner));
        pages.AuthorizeFolder($"{OrganizationFolder}/Punches", nameof(Role.Manager));
        pages.AuthorizeFolder($"{OrganizationFolder}/Attendance", nameof(Role.Manager));
        pages.AuthorizeFolder($"{OrganizationFolder}/Corrections", nameof(Role.Manager));
        pages.AuthorizePage($"{OrganizationFolder}/Exceptions", nameof(Role.Manager));
        pages.AuthorizeFolder($"{OrganizationFolder}/Shifts", nameof(Role.Admin));
        pages.AuthorizePage($"{OrganizationFolder}/Policy", nameof(Role.Admin));
        pages.AuthorizePage($"{OrganizationFolder}/Periods", nameof(Role.Admin));
        pages.AuthorizePage($"{OrganizationFolder}/ConsentText", nameof(Role.Admin));
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
