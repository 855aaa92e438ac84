using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Liveness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Liveness",
                table: "Organizations",
                type: "TEXT",
                maxLength: 16,
                nullable: false,
                defaultValue: "Active");

            migrationBuilder.AddColumn<string>(
                name: "Moves",
                table: "CheckInChallenges",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "LivenessFault",
                table: "CheckInAttempts",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SeenBursts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Hashes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenBursts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SeenBursts_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SeenBursts_At",
                table: "SeenBursts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SeenBursts_OrganizationId_PersonId_At",
                table: "SeenBursts",
                columns: new[] { "OrganizationId", "PersonId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SeenBursts");

            migrationBuilder.DropColumn(
                name: "Liveness",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "Moves",
                table: "CheckInChallenges");

            migrationBuilder.DropColumn(
                name: "LivenessFault",
                table: "CheckInAttempts");
        }
    }
}
