using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Security;

/// <summary>
/// <c>/{organization}/people</c> is served by the page <c>Pages/Organization/People</c>: the slug moves from the path
/// to PathBase, so that links on a page stay inside its organization. Access is decided once, in
/// <see cref="UseMembership"/>, before any page runs.
/// </summary>
internal static class OrganizationSlug
{
    /// <summary>The page at <c>/{organization}</c> itself.</summary>
    private const string Home = "/live";

    public static WebApplicationBuilder AddOrganizations(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthorizationBuilder().AddRolePolicies();
        builder.Services.AddSingleton<MatcherPolicy, TenantMatcherPolicy>();
        builder.Services.AddSingleton<FormerSlugs>();
        return builder;
    }

    public static WebApplication UseOrganizationSlug(this WebApplication app)
    {
        var former = app.Services.GetRequiredService<FormerSlugs>();
        app.Use(
            async (context, next) =>
            {
                var (path, pathBase) = (context.Request.Path, context.Request.PathBase);
                var (slug, inside) = Split(path);
                if (Slug.IsValid(slug) || await former.ContainsAsync(slug, context.RequestAborted))
                {
                    context.Items[typeof(OrganizationSlug)] = slug;
                    context.Request.PathBase = pathBase.Add($"/{slug}");
                    context.Request.Path = inside.HasValue && inside != "/" ? inside : Home;
                }
                // An error page is served in a second pass, under its own path and without an organization.
                else
                {
                    context.Items.Remove(typeof(OrganizationSlug));
                }
                try
                {
                    await next(context);
                }
                finally
                {
                    (context.Request.Path, context.Request.PathBase) = (path, pathBase);
                }
            }
        );
        return app;
    }

    /// <summary>
    /// Enters the organization of the path, if the signed-in user is a member now. Others learn nothing: 404, or a
    /// redirect to the sign-in.
    /// </summary>
    public static IApplicationBuilder UseMembership(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                var slug = context.Items[typeof(OrganizationSlug)] as string;
                var endpoint = context.GetEndpoint();
                var isOrganizationsOwn = endpoint?.Metadata.GetMetadata<InsideOrganizationAttribute>() is not null;
                if (endpoint is null || (slug is null && !isOrganizationsOwn))
                {
                    await next(context);
                    return;
                }
                if (slug is null || !isOrganizationsOwn)
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return;
                }
                if (context.User.Identity?.IsAuthenticated == true && !await EnterAsync(context, slug))
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return;
                }
                await next(context);
            }
        );

    private static async Task<bool> EnterAsync(HttpContext context, string slug)
    {
        var db = context.RequestServices.GetRequiredService<FaceRekDb>();
        var membership = await db.MembershipsOf(context.User.Id())
            .Include(m => m.Organization)
            .SingleOrDefaultAsync(m => m.Organization!.Slug == slug, context.RequestAborted);
        if (membership is null)
        {
            return false;
        }
        context
            .RequestServices.GetRequiredService<CurrentOrganization>()
            .Enter(membership.Organization!, membership.Role);
        return true;
    }

    private static (string First, PathString Inside) Split(PathString path)
    {
        var text = path.Value ?? "";
        var end = text.IndexOf('/', Math.Min(1, text.Length));
        var first =
            text.Length < 2 ? ""
            : end < 0 ? text[1..]
            : text[1..end];
        return (first, end < 0 ? default : new PathString(text[end..]));
    }
}
