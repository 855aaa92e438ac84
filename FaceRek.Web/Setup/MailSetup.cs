using FaceRek.Core.Mail;
using FaceRek.Core.Storage;
using FaceRek.Web.SignIn;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceRek.Web.Setup;

internal static class MailSetup
{
    /// <summary>SMTP where a host is set; else emails are written to the data folder, where an operator finds them.</summary>
    public static WebApplicationBuilder AddMail(this WebApplicationBuilder builder)
    {
        var mail = builder.Configuration.Get<MailSettings>("Mail");
        var sender = new SmtpSender(mail.Host, mail.Port, mail.User, mail.Password, mail.From);
        var folder = builder.Configuration.Get<DataSettings>("Data").PathTo("mail");
        builder.Services.AddSingleton(new EmailFolder(folder));
        builder.Services.TryAddSingleton<IMailer>(services =>
            string.IsNullOrWhiteSpace(mail.Host)
                ? new FolderMailer(folder, mail.From, services.GetRequiredService<TimeProvider>())
                : new SmtpMailer(sender, services.GetRequiredService<TimeProvider>())
        );
        builder
            .Services.AddSingleton<EmailSignal>()
            .AddSingleton<IChangeSignal>(services => services.GetRequiredService<EmailSignal>());
        builder.Services.AddSingleton<EmailSender>().AddScoped<IEmailWriter, AccountEmailWriter>();
        return builder;
    }
}
