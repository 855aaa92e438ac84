using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.Setup;

internal static class SignIn
{
    public static WebApplicationBuilder AddSignIn(this WebApplicationBuilder builder)
    {
        _ = builder.Services.AddIdentityCore<User>(Rules)
            .AddEntityFrameworkStores<FaceRekDb>().AddSignInManager().AddDefaultTokenProviders();
        // OWASP 2023 for PBKDF2-HMAC-SHA512; the default is 100,000.
        _ = builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        _ = builder.Services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromSeconds(30));
        _ = builder.Services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(3));
        _ = builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, options => Cookie(options, builder.Environment));
        return builder;
    }

    private static void Rules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.SignIn.RequireConfirmedEmail = true;
        // Length is what helps; classes of characters only annoy (NIST SP 800-63B).
        options.Password.RequiredLength = 10;
        options.Password.RequiredUniqueChars = 4;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
    }

    private static void Cookie(CookieAuthenticationOptions options, IHostEnvironment environment)
    {
        // Browsers keep a __Host- cookie only over TLS; in Development the site may be plain http on localhost.
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
        options.Events.OnRedirectToAccessDenied = context => { context.Response.StatusCode = StatusCodes.Status403Forbidden; return Task.CompletedTask; };
    }

    /// <summary>A page sends people to the sign-in and back; a script that fetches is told plainly.</summary>
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        var request = context.Request;
        if (request.Headers["Sec-Fetch-Mode"] is { Count: > 0 } mode && mode != "navigate") { context.Response.StatusCode = status; return Task.CompletedTask; }
        var here = $"{request.PathBase}{request.Path}{request.QueryString}";
        context.Response.Redirect(HttpMethods.IsGet(request.Method) ? $"/sign-in?returnUrl={Uri.EscapeDataString(here)}" : "/sign-in");
        return Task.CompletedTask;
    }
}
