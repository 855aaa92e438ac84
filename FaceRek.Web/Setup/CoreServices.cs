using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Notifications;
using FaceRek.Core.Attendance.Planning;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Mail;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.People.Recognition;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Departments;
using FaceRek.Core.Workplaces.Holidays;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace FaceRek.Web.Setup;

/// <summary>The operations of Core. Desks live as long as a request; shared caches live as long as the process.</summary>
internal static class CoreServices
{
    /// <summary>How long a round in the background may fetch networks; nobody waits for it.</summary>
    private static readonly TimeSpan FetchPatience = TimeSpan.FromMinutes(10);

    public static WebApplicationBuilder AddDesks(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(provider =>
            NewRecommendedPacks(
                builder.Configuration.Get<FacesSettings>("Faces"),
                provider.GetRequiredService<ModelStore>(),
                provider.GetRequiredService<FaceModels>()
            )
        );
        builder
            .Services.AddSingleton(new ModelStore(builder.Configuration.Get<DataSettings>("Data").PathTo("models")))
            .AddSingleton(provider => new FaceModels(
                provider.GetRequiredService<ModelStore>(),
                builder.Configuration.Get<FacesSettings>("Faces").Quality
            ))
            .AddSingleton<ShadowQueue>()
            .AddSingleton(provider =>
                NewWorkers(
                    builder.Configuration.Get<FacesSettings>("Faces"),
                    provider.GetRequiredService<TimeProvider>()
                )
            )
            .AddSingleton<GalleryCache>()
            .AddSingleton<BoardNotifier>()
            .AddSingleton<IChangeSignal, BoardSignal>()
            .AddSingleton<RuleSetCache>()
            .AddScoped<EnrollmentDesk>()
            .AddScoped<EnrollmentCheck>()
            .AddScoped<TemplateWriter>()
            .AddScoped<IdentificationDesk>()
            .AddScoped<ModelSelection>()
            .AddScoped<SiteDesk>()
            .AddScoped<HolidayDesk>()
            .AddScoped<DepartmentDesk>()
            .AddScoped<LocationPolicy>()
            .AddScoped<LeaveDesk>()
            .AddScoped<NotificationSender>()
            .AddScoped<IEmailWriter, NotificationWriter>()
            .AddScoped<TeamDays>()
            .AddScoped<TeamFigures>()
            .AddScoped<ReportDesk>()
            .AddScoped<ModelRollout>()
            .AddScoped<IEmailWriter, EnrolAgainWriter>()
            .AddScoped<LookAlikes>()
            .AddScoped<GalleryComparison>()
            .AddScoped<CalibrationDesk>()
            .AddScoped<TemplateMigration>()
            .AddScoped<ShadowScorer>()
            .AddScoped<ShadowResults>()
            .AddScoped<RecognitionSettings>()
            .AddScoped<BurstReader>()
            .AddScoped<DayInputLoader>()
            .AddScoped<DayUpdater>()
            .AddScoped<WeekUpdater>()
            .AddScoped<DayRebuild>()
            .AddScoped<ExceptionDesk>()
            .AddScoped<ShiftDesk>()
            .AddScoped<AssignmentDesk>()
            .AddScoped<PolicyDesk>()
            .AddScoped<CorrectionDesk>()
            .AddScoped<CorrectionApproval>()
            .AddScoped<CorrectionPreview>()
            .AddScoped<PeriodDesk>()
            .AddScoped<PunchWriter>()
            .AddScoped<CheckInDesk>()
            .AddScoped<CheckInGate>()
            .AddScoped<FaceRecognition>()
            .AddScoped<PinPunchDesk>()
            .AddScoped<ManualPunchDesk>()
            .AddScoped<DevicePunchDesk>();
        return builder;
    }

    private static RecommendedPacks NewRecommendedPacks(FacesSettings settings, ModelStore store, FaceModels models)
    {
        var sources = PackageSources.Of(settings.PackageClient, settings.PackageMirror, FetchPatience);
        return new(
            store,
            models,
            settings.FetchMinutes > 0 ? () => new PackInstaller(store, sources) : null,
            TimeSpan.FromMinutes(settings.FetchMinutes)
        );
    }

    private static FaceWorkers NewWorkers(FacesSettings settings, TimeProvider clock) =>
        new(
            settings.Workers == 0 ? Environment.ProcessorCount : settings.Workers,
            settings.Places,
            TimeSpan.FromSeconds(settings.PatienceSeconds),
            clock
        );
}
