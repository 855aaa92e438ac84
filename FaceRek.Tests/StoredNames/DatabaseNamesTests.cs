using System.Globalization;
using System.Text.Json;
using FaceRek.Core.Attendance.Days;
using FaceRek.Core.Attendance.Rules;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace FaceRek.Tests.StoredNames;

/// <summary>What both databases store under names from the code: tables, columns, keys, words and JSON.</summary>
public sealed class DatabaseNamesTests
{
    /// <summary>Every member differs from its default, so that a member that is not read is noticed.</summary>
    private static readonly PolicyRules Rules = new()
    {
        Hours = HoursBy.FirstInLastOut,
        Nights = NightAttribution.SplitAtMidnight,
        WindowBefore = 101,
        WindowAfter = 102,
        GraceLate = 103,
        GraceEarly = 104,
        HalfDayBelow = 61,
        AbsentBelow = 21,
        DeductedBreak = 31,
        DeductedBreakOver = 361,
        PaidBreak = 7,
        CountsEarlyArrival = true,
        DailyOvertimeAfter = 481,
        WeeklyOvertimeAfter = 2401,
        OvertimeAtLeast = 16,
        OvertimeNeedsApproval = false,
        NightFrom = new TimeOnly(21, 30),
        NightTo = new TimeOnly(5, 45),
        RoundTo = 15,
        ForgottenLimit = 9,
        LowConfidence = 6,
    };

    [Fact]
    public void Tables_and_columns_of_SQLite_have_the_names_they_had() =>
        Golden.Holds("Tables of SQLite", Tables(Sqlite()));

    [Fact]
    public void Tables_and_columns_of_PostgreSQL_have_the_names_they_had() =>
        Golden.Holds("Tables of PostgreSQL", Tables(Postgres()));

    [Fact]
    public void Words_of_enumerations_in_SQLite_are_what_they_were() =>
        Golden.Holds("Words in columns", Words(Sqlite()));

    [Fact]
    public void Words_of_enumerations_in_PostgreSQL_are_the_same() =>
        Golden.Holds("Words in columns", Words(Postgres()));

    [Fact]
    public void A_word_fits_its_column()
    {
        var tooLong =
            from column in Columns(Postgres())
            from word in WordsOf(column)
            where word.Stored.Length > (column.MaxLength ?? int.MaxValue)
            select $"{column.Table.Name}.{column.Name}: {word.Stored}";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void Numbers_that_are_stored_mean_what_they_meant() =>
        Golden.Holds(
            "Numbers in columns",
            [
                Number("exception: an in or out stands alone", ExceptionKinds.OddPunches),
                Number("exception: the check-out was inferred", ExceptionKinds.ForgottenCheckOut),
                Number("exception: outside the fence", ExceptionKinds.OutsideFence),
                Number("exception: a face with a low score", ExceptionKinds.LowConfidence),
                Number("exception: at two sites at once", ExceptionKinds.SeveralSites),
                Number("exception: overtime of a day", ExceptionKinds.Overtime),
                Number("exception: overtime of a week", ExceptionKinds.WeeklyOvertime),
                Number("hours: every in and the out after it", HoursBy.EveryPair),
                Number("hours: first in to last out", HoursBy.FirstInLastOut),
                Number("nights: belong to the day of the shift", NightAttribution.ShiftDay),
                Number("nights: belong to the day of the check-in", NightAttribution.CheckInDay),
                Number("nights: are split at midnight", NightAttribution.SplitAtMidnight),
                Number("days of a shift: Monday", WeekDays.Monday),
                Number("days of a shift: Tuesday", WeekDays.Tuesday),
                Number("days of a shift: Wednesday", WeekDays.Wednesday),
                Number("days of a shift: Thursday", WeekDays.Thursday),
                Number("days of a shift: Friday", WeekDays.Friday),
                Number("days of a shift: Saturday", WeekDays.Saturday),
                Number("days of a shift: Sunday", WeekDays.Sunday),
            ]
        );

    [Fact]
    public void Rules_are_written_as_the_JSON_they_were()
    {
        Assert.All(
            typeof(PolicyRules).GetProperties(),
            member => Assert.NotEqual(member.GetValue(PolicyRules.Default), member.GetValue(Rules))
        );
        foreach (var model in new[] { Sqlite(), Postgres() })
        {
            Golden.Holds("Rules as JSON", [(string)RulesConverter(model).ConvertToProvider(Rules)!]);
        }
    }

    [Fact]
    public void Rules_that_were_written_before_are_read_as_they_were_meant()
    {
        foreach (var model in new[] { Sqlite(), Postgres() })
        {
            Assert.Equal(Rules, RulesConverter(model).ConvertFromProvider(Assert.Single(Golden.Of("Rules as JSON"))));
        }
    }

    private static IRelationalModel Sqlite() =>
        ModelOf(
            new SqliteFaceRekDb(
                new DbContextOptionsBuilder<SqliteFaceRekDb>().UseSqlite("Data Source=:memory:").Options,
                new CurrentOrganization()
            )
        );

    private static IRelationalModel Postgres() =>
        ModelOf(
            new PostgresFaceRekDb(
                new DbContextOptionsBuilder<PostgresFaceRekDb>().UseNpgsql("Host=localhost").Options,
                new CurrentOrganization()
            )
        );

    private static IRelationalModel ModelOf(DbContext context)
    {
        using var db = context;
        return db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
    }

    private static IEnumerable<IColumn> Columns(IRelationalModel model) =>
        model.Tables.SelectMany(table => table.Columns);

    private static IEnumerable<string> Tables(IRelationalModel model)
    {
        foreach (var table in model.Tables)
        {
            foreach (var column in table.Columns)
            {
                yield return $"{table.Name}.{column.Name} {Type(column)}";
            }
            foreach (var key in table.UniqueConstraints)
            {
                var kind = key.GetIsPrimaryKey() ? "primary key" : "unique";
                yield return $"{table.Name} {kind} {key.Name} ({Names(key.Columns)})";
            }
            foreach (var index in table.Indexes)
            {
                var filter = index.Filter is { } where ? $" where {where}" : "";
                var kind = index.IsUnique ? "unique index" : "index";
                yield return $"{table.Name} {kind} {index.Name} ({Names(index.Columns)}){filter}";
            }
            foreach (var key in table.ForeignKeyConstraints)
            {
                var to = $"{key.PrincipalTable.Name} ({Names(key.PrincipalColumns)})";
                var from = $"{table.Name} foreign key {key.Name} ({Names(key.Columns)})";
                yield return $"{from} to {to}, on delete {key.OnDeleteAction}";
            }
        }
    }

    private static string Names(IEnumerable<IColumnBase> columns) =>
        string.Join(", ", columns.Select(column => column.Name));

    private static string Type(IColumn column)
    {
        var length = column.MaxLength is { } most
            ? string.Create(CultureInfo.InvariantCulture, $", at most {most}")
            : "";
        var value =
            column.TryGetDefaultValue(out var given) && given is not DBNull ? $", default {Stored(column, given)}" : "";
        var sql = column.DefaultValueSql is { } text ? $", default by {text}" : "";
        return $"{column.StoreType}{(column.IsNullable ? "" : " not null")}{length}{value}{sql}";
    }

    private static string? Stored(IColumn column, object? value) =>
        Convert.ToString(
            value is Enum ? Converter(column)?.ConvertToProvider(value) ?? value : value,
            CultureInfo.InvariantCulture
        );

    private static ValueConverter? Converter(IColumn column) => column.PropertyMappings[0].TypeMapping.Converter;

    private static IEnumerable<string> Words(IRelationalModel model) =>
        from column in Columns(model)
        from word in WordsOf(column)
        select string.Create(
            CultureInfo.InvariantCulture,
            $"{column.Table.Name}.{column.Name}: {word.Number}={word.Stored}"
        );

    /// <summary>The stored text of each value of an enumeration; for a list, that of this one value.</summary>
    private static IEnumerable<(long Number, string Stored)> WordsOf(IColumn column)
    {
        var mapping = column.PropertyMappings[0];
        var element = mapping.Property.GetElementType()?.ClrType;
        var type = element ?? Nullable.GetUnderlyingType(mapping.Property.ClrType) ?? mapping.Property.ClrType;
        if (!type.IsEnum || Converter(column) is not { } converter)
        {
            yield break;
        }
        foreach (var value in Enum.GetValues(type))
        {
            var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
            var stored = converter.ConvertToProvider(element is null ? value : ListOf(type, value));
            // A list is an array in PostgreSQL, and JSON in SQLite.
            if (stored is string[] list)
            {
                stored = JsonSerializer.Serialize(list);
            }
            if (stored is string text)
            {
                yield return (number, text);
            }
        }
    }

    private static Array ListOf(Type type, object value)
    {
        var list = Array.CreateInstance(type, 1);
        list.SetValue(value, 0);
        return list;
    }

    private static string Number(string meaning, Enum value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{meaning}: {Convert.ToInt64(value, CultureInfo.InvariantCulture)}"
        );

    private static ValueConverter RulesConverter(IRelationalModel model) =>
        Converter(
            Assert.Single(Columns(model), column => column is { Name: "Rules", Table.Name: "AttendancePolicies" })
        )!;
}
