using FaceRek.Core.Mail;
using FaceRek.Core.Members;
using FaceRek.Web.SignIn;

namespace FaceRek.Web.Setup;

internal static class AccountsSetup
{
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new SiteLinks(new Uri(builder.Configuration.Get<SiteSettings>("Site").Address)));
        services
            .AddScoped<OrganizationDesk>()
            .AddScoped<MembershipDesk>()
            .AddScoped<InvitationDesk>()
            .AddScoped<JoiningDesk>()
            .AddScoped<ClosingDesk>()
            .AddScoped<SandboxDesk>();
        services.AddSingleton<LoginThrottle>().AddSingleton<TrustedBrowserCookie>();
        services
            .AddScoped<UserSessions>()
            .AddScoped<SignInRedirect>()
            .AddScoped<AccountEmails>()
            .AddScoped<SignInDesk>()
            .AddScoped<SignUpDesk>()
            .AddScoped<PasswordDesk>()
            .AddScoped<EmailDesk>()
            .AddScoped<WelcomeDesk>();
        return builder;
    }
}
