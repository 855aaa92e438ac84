using Microsoft.AspNetCore.Routing.Matching;

namespace FaceRek.Web.Security;

/// <summary>
/// <c>/settings</c> and <c>/{organization}/settings</c> are the same path after the slug has moved to PathBase: this
/// tells them apart.
/// </summary>
internal sealed class TenantMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsInside);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        var isInside = httpContext.Items[typeof(OrganizationSlug)] is not null;
        for (var i = 0; i < candidates.Count; i++)
        {
            if (IsInside(candidates[i].Endpoint) != isInside)
            {
                candidates.SetValidity(i, false);
            }
        }
        return Task.CompletedTask;
    }

    private static bool IsInside(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<InsideOrganizationAttribute>() is not null;
}
