using FaceRek.Core.Accounts;
using FaceRek.Core.Mail;
using FaceRek.Web.Accounts;

namespace FaceRek.Web.Setup;

internal static class AccountsSetup
{
    public static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        _ = services.AddSingleton(new SiteLinks(new Uri(builder.Configuration.Get<SiteSettings>("Site").Address)));
        _ = services.AddScoped<OrganizationDesk>().AddScoped<MembershipDesk>().AddScoped<InvitationDesk>().AddScoped<JoiningDesk>().AddScoped<ClosingDesk>().AddScoped<SandboxDesk>();
        _ = services.AddSingleton<Tries>().AddSingleton<KnownBrowsers>().AddSingleton<LetterTray>().AddHostedService(provider => provider.GetRequiredService<LetterTray>());
        _ = services.AddScoped<Sessions>().AddScoped<Landing>().AddScoped<AccountLetters>().AddScoped<SignInDesk>().AddScoped<SignUpDesk>().AddScoped<PasswordDesk>().AddScoped<EmailDesk>().AddScoped<WelcomeDesk>();
        return builder;
    }
}
