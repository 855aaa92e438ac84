using System.Data.Common;
using FaceRek.Core.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace FaceRek.Core.Storage;

/// <summary>
/// Writes many rows of one kind with one prepared statement, bypassing the change tracker. It does not check the
/// organization: its callers created the rows themselves.
/// </summary>
public static class BulkRows
{
    /// <summary>In the caller's transaction, which is required.</summary>
    public static async Task<int> InsertAsync<T>(
        this FaceRekDb db,
        IEnumerable<T> rows,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var transaction =
            db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("Many rows are written in a transaction.");
        var type = db.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var columns = type.GetProperties()
            .Select(property => new Column(property, property.GetColumnName(table)!))
            .ToList();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
#pragma warning disable CA2100 // Only names from the model.
        command.CommandText =
            $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, index) => $"@p{index}"))})";
#pragma warning restore CA2100
        foreach (var (index, column) in columns.Index())
        {
            command.Parameters.Add(column.ParameterOf(command, $"@p{index}"));
        }
        await command.PrepareAsync(cancellationToken);
        var (count, ruled) = (0, new HashSet<Guid>());
        foreach (var row in rows)
        {
            if (row is ISharedRule rule)
            {
                ruled.Add(rule.OrganizationId);
            }
            for (var index = 0; index < columns.Count; index++)
            {
                command.Parameters[index].Value = columns[index].ValueOf(row);
            }
            count += await command.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var organizationId in ruled)
        {
            await db.NoteRulesChangedAsync(organizationId, cancellationToken);
        }
        return count;
    }

    private sealed class Column(IProperty property, string name)
    {
        private readonly RelationalTypeMapping mapping = property.GetRelationalTypeMapping();

        public string Name => name;

        public DbParameter ParameterOf(DbCommand command, string parameter) =>
            mapping.CreateParameter(command, parameter, null, property.IsNullable);

        public object ValueOf(object row) =>
            property.GetGetter().GetClrValue(row) is { } value
                ? (mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value
                : DBNull.Value;
    }
}
