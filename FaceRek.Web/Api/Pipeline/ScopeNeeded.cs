using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace FaceRek.Web.Api.Pipeline;

/// <summary>On an endpoint: the scope it requires.</summary>
public sealed record ScopeNeeded(string Scope) : IAuthorizationRequirement
{
    public AuthorizationPolicy ToPolicy() =>
        new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme)
            .RequireAuthenticatedUser()
            .AddRequirements(this)
            .Build();

    internal sealed class Handler(ApiCaller caller) : AuthorizationHandler<ScopeNeeded>
    {
        protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeNeeded requirement)
        {
            if (caller.May(requirement.Scope))
            {
                context.Succeed(requirement);
            }
            return Task.CompletedTask;
        }
    }
}
