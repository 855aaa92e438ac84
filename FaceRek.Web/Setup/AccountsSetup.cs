using FaceRek.Core.Accounts;
using FaceRek.Core.Mail;
using FaceRek.Web.Accounts;

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
        services
            .AddSingleton<Tries>()
            .AddSingleton<KnownBrowsers>()
            .AddSingleton<LetterTray>()
            .AddHostedService(provider => provider.GetRequiredService<LetterTray>());
        services
            .AddScoped<Sessions>()
            .AddScoped<Landing>()
            .AddScoped<AccountLetters>()
            .AddScoped<SignInDesk>()
            .AddScoped<SignUpDesk>()
            .AddScoped<PasswordDesk>()
            .AddScoped<EmailDesk>()
            .AddScoped<WelcomeDesk>();
        return builder;
    }
}
