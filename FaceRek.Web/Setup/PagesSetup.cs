using System.Text.RegularExpressions;
using FaceRek.Core.Organizations;
using FaceRek.Web.Hooks;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace FaceRek.Web.Setup;

/// <summary>Folder = URL = feature, in lower case with hyphens. Who may open what is written here, folder by folder, and nowhere else.</summary>
internal static partial class PagesSetup
{
    private const string OrganizationFolder = "/Organization";

    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder)
    {
        _ = builder.Services.AddRouting(options => options.LowercaseUrls = true);
        _ = builder.Services.AddRazorComponents();
        _ = builder.Services.AddHttpContextAccessor();
        _ = builder.Services.AddAntiforgery(options => OwnCookie(options.Cookie, "facerek-form"));
        _ = builder.Services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(options => OwnCookie(options.Cookie, "facerek-note"));
        _ = builder.Services.AddRazorPages(options =>
        {
            var pages = options.Conventions;
            _ = pages.AddFolderRouteModelConvention("/", page => KebabCase(page));
            _ = pages.AddFolderRouteModelConvention(OrganizationFolder, page => DropOrganizationFolder(page));
            _ = pages.AddFolderApplicationModelConvention(OrganizationFolder, page => page.EndpointMetadata.Add(new InsideOrganizationAttribute()));
            _ = pages.AddFolderApplicationModelConvention(OrganizationFolder, WriteGates.Mark);
            _ = pages.AddFolderApplicationModelConvention($"{OrganizationFolder}/Billing", page => page.EndpointMetadata.Add(new LeadsToStripeAttribute()));
            AllowEverybody(pages);
            AllowByRole(pages);
        }).AddViewLocalization();
        return builder;
    }

    public static WebApplication MapPagesAndEndpoints(this WebApplication app)
    {
        _ = app.MapRazorPages();
        _ = app.MapCapture();
        _ = app.MapApi();
        _ = app.MapStripeHook();
        return app;
    }

    private static void AllowEverybody(PageConventionCollection pages)
    {
        foreach (var page in new[] { "/Index", "/Pricing", "/Contact", "/Liveness", "/Demo/Index", "/Error", "/SignIn", "/SignOut", "/ForgotPassword", "/ResetPassword", "/Invitation" }) { _ = pages.AllowAnonymousToPage(page); }
        // The letters of /mail are there in Development only.
        foreach (var folder in new[] { "/SignUp", "/ConfirmEmail", "/Mail" }) { _ = pages.AllowAnonymousToFolder(folder); }
    }

    private static void AllowByRole(PageConventionCollection pages)
    {
        _ = pages.AuthorizeFolder(OrganizationFolder, nameof(Role.Employee));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Billing", nameof(Role.Owner));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/People", nameof(Role.Admin));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Members", nameof(Role.Admin));
        foreach (var folder in new[] { "TimeOff", "Week", "Reports", "Charts", "RollCall" }) { _ = pages.AuthorizeFolder($"{OrganizationFolder}/{folder}", nameof(Role.Manager)); }
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Sites", nameof(Role.Admin));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Departments", nameof(Role.Admin));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Settings", nameof(Role.Admin));
        _ = pages.AuthorizePage($"{OrganizationFolder}/Settings/Delete", nameof(Role.Owner));
        _ = pages.AuthorizePage($"{OrganizationFolder}/Settings/Sandbox", nameof(Role.Owner));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Punches", nameof(Role.Manager));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Attendance", nameof(Role.Manager));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Corrections", nameof(Role.Manager));
        _ = pages.AuthorizePage($"{OrganizationFolder}/Exceptions", nameof(Role.Manager));
        _ = pages.AuthorizeFolder($"{OrganizationFolder}/Shifts", nameof(Role.Admin));
        _ = pages.AuthorizePage($"{OrganizationFolder}/Policy", nameof(Role.Admin));
        _ = pages.AuthorizePage($"{OrganizationFolder}/Periods", nameof(Role.Admin));
        _ = pages.AuthorizePage($"{OrganizationFolder}/ConsentText", nameof(Role.Admin));
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
            // Only the words of folders and files; parameters in braces stay as they are.
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
        return string.Concat(template.Select(c =>
        {
            depth += c switch { '{' => 1, '}' => -1, _ => 0 };
            return depth == 0 ? char.ToLowerInvariant(c) : c;
        }));
    }

    [GeneratedRegex(@"([a-z0-9])([A-Z])(?![^{]*\})")]
    private static partial Regex Words();
}
