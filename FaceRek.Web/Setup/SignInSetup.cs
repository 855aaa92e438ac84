using FaceRek.Core.Organizations;
using FaceRek.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceRek.Web.Setup;

internal static class SignInSetup
{
    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddIdentityCore<User>(Rules)
            .AddUserStore<TrackingUserStore>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<NamedClaims>()
            .AddTokenProvider<EmailTokens>(EmailTokens.Name);
        builder.Services.RemoveAll<IPasswordValidator<User>>().AddScoped<IPasswordValidator<User>, OwnPasswordRule>();
        // OWASP 2023 for PBKDF2-HMAC-SHA512; the default is 100,000.
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        builder.Services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromSeconds(30);
            options.OnRefreshingPrincipal = UserSessions.CarryIdOver;
        });
        builder
            .Services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, options => Cookie(options, builder.Environment))
            // Not used yet, but Identity signs out of it when a security stamp has changed, and throws where it is missing.
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        return builder;
    }

    private static void Rules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        // The user name is the email address, which was checked on input.
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedEmail = true;
        options.Tokens.EmailConfirmationTokenProvider =
            options.Tokens.PasswordResetTokenProvider =
            options.Tokens.ChangeEmailTokenProvider =
                EmailTokens.Name;
    }

    private static void Cookie(CookieAuthenticationOptions options, IHostEnvironment environment)
    {
        // Browsers accept a __Host- cookie only over TLS; in Development the site may use http on localhost.
        var secure = !environment.IsDevelopment();
        options.Cookie.Name = secure ? "__Host-facerek" : "facerek";
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    /// <summary>A page redirects to the sign-in and back; a script gets a plain status.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var request = context.Request;
        if (request.Headers["Sec-Fetch-Mode"] is { Count: > 0 } mode && mode != "navigate")
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        }
        var here = $"{request.PathBase}{request.Path}{request.QueryString}";
        context.Response.Redirect(
            HttpMethods.IsGet(request.Method) ? $"/sign-in?returnUrl={Uri.EscapeDataString(here)}" : "/sign-in"
        );
        return Task.CompletedTask;
    }
}
