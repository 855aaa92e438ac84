using FaceRek.Core.Attendance;
using FaceRek.Core.Attendance.Corrections;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Leaves;
using FaceRek.Core.Attendance.Letters;
using FaceRek.Core.Attendance.Periods;
using FaceRek.Core.Attendance.Policies;
using FaceRek.Core.Attendance.Reports;
using FaceRek.Core.Attendance.Shifts;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.People;
using FaceRek.Core.Workplaces;

namespace FaceRek.Web.Setup;

/// <summary>The operations of Core. Desks live as long as a request; what they share in memory lives as long as the process.</summary>
internal static class Desks
{
    public static WebApplicationBuilder AddDesks(this WebApplicationBuilder builder)
    {
        builder
            .Services.AddSingleton(new ModelStore(builder.Configuration.Get<DataSettings>("Data").PathTo("models")))
            .AddSingleton(provider => new FaceModels(
                provider.GetRequiredService<ModelStore>(),
                builder.Configuration.Get<FacesSettings>("Faces").Quality
            ))
            .AddSingleton<TrialRoom>()
            .AddSingleton<ModelWork>()
            .AddHostedService(provider => provider.GetRequiredService<ModelWork>())
            .AddSingleton(provider =>
                NewWorkers(
                    builder.Configuration.Get<FacesSettings>("Faces"),
                    provider.GetRequiredService<TimeProvider>()
                )
            )
            .AddSingleton<Galleries>()
            .AddSingleton<BoardNews>()
            .AddSingleton<RuleBooks>()
            .AddScoped<EnrollmentDesk>()
            .AddScoped<IdentificationDesk>()
            .AddScoped<ModelChoice>()
            .AddScoped<SiteDesk>()
            .AddScoped<HolidayDesk>()
            .AddScoped<DepartmentDesk>()
            .AddScoped<Doorkeeper>()
            .AddScoped<LeaveDesk>()
            .AddScoped<LetterRound>()
            .AddSingleton<LetterRounds>()
            .AddHostedService(provider => provider.GetRequiredService<LetterRounds>())
            .AddScoped<TeamDays>()
            .AddScoped<TeamFigures>()
            .AddScoped<ReportDesk>()
            .AddScoped<ModelTrials>()
            .AddScoped<LookAlikes>()
            .AddScoped<CalibrationDesk>()
            .AddScoped<TemplateRenewal>()
            .AddScoped<TrialDesk>()
            .AddScoped<TrialResults>()
            .AddScoped<RecognitionSettings>()
            .AddScoped<BurstReader>()
            .AddScoped<DayFacts>()
            .AddScoped<DayKeeper>()
            .AddScoped<WeekKeeper>()
            .AddScoped<DayRecompute>()
            .AddScoped<ExceptionDesk>()
            .AddScoped<ShiftDesk>()
            .AddScoped<AssignmentDesk>()
            .AddScoped<PolicyDesk>()
            .AddScoped<CorrectionDesk>()
            .AddScoped<CorrectionJudge>()
            .AddScoped<CorrectionScales>()
            .AddScoped<PeriodDesk>()
            .AddScoped<PunchBook>()
            .AddScoped<CheckInDesk>()
            .AddScoped<ReceptionDesk>()
            .AddScoped<ManualPunchDesk>();
        return builder;
    }

    private static FaceWorkers NewWorkers(FacesSettings settings, TimeProvider clock) =>
        new(
            settings.Workers == 0 ? Environment.ProcessorCount : settings.Workers,
            settings.Places,
            TimeSpan.FromSeconds(settings.PatienceSeconds),
            clock
        );
}
