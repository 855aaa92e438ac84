using FaceRek.Core.ApiAccess;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Tokens;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;

namespace FaceRek.Web.Setup;

/// <summary>How API clients authenticate: with one of our access tokens and nothing else, no cookie and no query.</summary>
internal static class TokensSetup
{
    public static WebApplicationBuilder AddTokens(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton(
                new TokenIssuer(builder.Configuration.Get<SiteSettings>("Site").Address.TrimEnd('/'))
            )
            .AddSingleton<TokenKeys>()
            .AddSingleton<AccessTokens>()
            .AddSingleton<RememberedTokens>()
            .AddSingleton<TokenCheck>()
            .AddScoped<ApiKeyDesk>()
            .AddScoped<TokenDesk>()
            .AddScoped<ApiCaller>()
            .AddScoped<CallerResolver>()
            .AddScoped<TokenGrants>()
            .AddScoped<IAuthorizationHandler, ScopeNeeded.Handler>();
        builder.Services.AddAuthentication().AddJwtBearer();
        builder
            .Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenKeys, TokenIssuer, TokenCheck, TimeProvider>(Configure);
        return builder;
    }

    private static void Configure(
        JwtBearerOptions options,
        TokenKeys keys,
        TokenIssuer issuer,
        TokenCheck check,
        TimeProvider clock
    )
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenValidationParameters = TokenCheck.Parameters(keys, issuer, clock);
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(check);
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context => keys.LookAsync(context.HttpContext.RequestAborted),
            OnTokenValidated = async context =>
            {
                if (
                    !await context
                        .HttpContext.RequestServices.GetRequiredService<CallerResolver>()
                        .EnterAsync(context.HttpContext, context.Principal!)
                )
                {
                    context.Fail("The session of the token has ended.");
                }
            },
            OnChallenge = context =>
            {
                context.HandleResponse();
                context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
                return ApiProblems.TokenInvalid.ExecuteAsync(context.HttpContext);
            },
            OnForbidden = context =>
            {
                var needed = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ScopeNeeded>()?.Scope;
                return (
                    needed is null
                        ? ApiProblems.ScopeMissing
                        : ApiProblems.ScopeMissing.Because($"The call needs the scope {needed}.")
                ).ExecuteAsync(context.HttpContext);
            },
        };
    }
}
