using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Authorization;

namespace FaceRek.Web.Security;

/// <summary>One policy for each role, by its name: a member of the current organization with at least that role.</summary>
internal static class RolePolicies
{
    public static AuthorizationBuilder AddRolePolicies(this AuthorizationBuilder builder)
    {
        builder.Services.AddScoped<IAuthorizationHandler, AtLeastHandler>();
        builder.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        foreach (var role in Enum.GetValues<Role>())
        {
            builder.AddPolicy(
                role.ToString(),
                policy => policy.RequireAuthenticatedUser().AddRequirements(new AtLeast(role))
            );
        }
        return builder;
    }

    private sealed record AtLeast(Role Role) : IAuthorizationRequirement;

    private sealed class AtLeastHandler(CurrentOrganization current) : AuthorizationHandler<AtLeast>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, AtLeast requirement)
        {
            if (current.MayActAs(requirement.Role))
            {
                context.Succeed(requirement);
            }
            return Task.CompletedTask;
        }
    }
}
